"""The first paint in another language; made by `make generated`."""

ROUTINES = {
    "abdomen-side": ("Belly-wall cramp", "Stop what you are doing. Lie flat, or stand up straight."),
    "adductor": (
        "Inner-thigh cramp",
        "Hold on to the chair. Set your feet wide apart, with the toes pointing forward.",
    ),
    "bedtime-prevention": (
        "Bedtime stretches",
        "Put your hands on the wall and your right leg back.",
        "Put your hands on the wall and your left leg back.",
        "Put your hands on the wall and your right leg back.",
    ),
    "buttock": ("Buttock tightness", "Put the sore-side ankle on the other knee."),
    "calf-wall": (
        "Calf stretch at the wall",
        "Step the cramped leg back. Point the toes forward and press the heel down.",
    ),
    "foot-toes": ("Foot and toe cramp", "Draw the toes back towards the shin until you feel a stretch in the arch."),
    "hamstring": ("Back-of-thigh cramp", "Put your hands or a towel behind the cramped thigh."),
    "hand-forearm": ("Hand or forearm cramp", "Put down what you are holding. Let the shoulder drop."),
    "hip-flexor": ("Front-of-hip tightness", "Put the sore-side knee on the cushion and the other foot in front."),
    "low-back-ease": (
        "Lower back: rest and gentle moves",
        "Rest your calves on a chair, or put pillows under your knees. Breathe slowly.",
    ),
    "neck-ease": ("Neck: gentle stretches", "Let your shoulders drop. Take a slow breath."),
    "night-calf-rescue": ("Night calf cramp: rescue", "Straighten the cramped leg. Breathe out."),
    "quadriceps": ("Front-of-thigh cramp", "Hold on to the wall. Stand tall with your knees together."),
    "self-massage": ("Self-massage", "Warm your hands. Use a little oil, or rub through your clothes."),
    "shin": (
        "Shin cramp",
        "Hold the top of the foot. Point it gently down and slightly in until you feel a stretch along the shin.",
    ),
    "side-stitch": ("Side stitch", "Slow right down or stop. Breathe slowly and deeply."),
    "walk-it-off": ("Walk it off", "Stretch first, until the worst is over. Then stand up, holding on."),
    "warm-up": ("Warm-up before exercise", "March on the spot and swing your arms."),
}
SIDES = {"left": "gauche", "right": "droite"}
SINCE = "depuis 03:12  0:00"
