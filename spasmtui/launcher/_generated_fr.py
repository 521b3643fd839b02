"""The first paint in another language; made by `make generated`."""

# ruff: noqa: E501

ROUTINES = {
    "abdomen-side": (
        "Crampe de la paroi du ventre",
        "Répondez d'abord aux questions. Puis couchez-vous à plat, ou tenez-vous bien droit.",
    ),
    "adductor": (
        "Crampe de l'intérieur de la cuisse",
        "Tenez-vous à la chaise. Écartez bien les pieds, orteils vers l'avant.",
    ),
    "bedtime-prevention": (
        "Étirements du coucher",
        "Mettez les mains au mur et la jambe droite derrière.",
        "Mettez les mains au mur et la jambe gauche derrière.",
        "Mettez les mains au mur et la jambe droite derrière.",
    ),
    "buttock": ("Fesse tendue", "Posez la cheville du côté douloureux sur l'autre genou."),
    "calf-wall": (
        "Étirement du mollet au mur",
        "Reculez la jambe qui a la crampe. Orteils vers l'avant, talon appuyé au sol.",
    ),
    "foot-toes": (
        "Crampe du pied et des orteils",
        "Ramenez les orteils vers le tibia jusqu'à sentir la voûte du pied s'étirer.",
    ),
    "hamstring": (
        "Crampe de l'arrière de la cuisse",
        "Mettez les mains ou une serviette derrière la cuisse qui a la crampe.",
    ),
    "hand-forearm": ("Crampe de la main ou de l'avant-bras", "Posez ce que vous tenez. Laissez tomber l'épaule."),
    "hip-flexor": (
        "Devant de la hanche tendu",
        "Posez le genou du côté douloureux sur le coussin et l'autre pied devant.",
    ),
    "low-back-ease": (
        "Bas du dos : repos et mouvements doux",
        "Posez les mollets sur une chaise, ou mettez des oreillers sous les genoux. Respirez lentement.",
    ),
    "neck-ease": (
        "Cou : étirements doux",
        "Répondez d'abord aux questions. Puis laissez tomber les épaules et respirez lentement.",
    ),
    "night-calf-rescue": ("Crampe nocturne du mollet", "Tendez la jambe qui a la crampe. Expirez."),
    "quadriceps": ("Crampe du devant de la cuisse", "Tenez-vous au mur. Debout bien droit, genoux rapprochés."),
    "self-massage": ("Automassage", "Réchauffez vos mains. Mettez un peu d'huile, ou frottez à travers les vêtements."),
    "shin": (
        "Crampe du tibia",
        "Tenez le dessus du pied. Pointez-le doucement vers le bas et un peu vers l'intérieur jusqu'à sentir l'étirement le long du tibia.",
    ),
    "side-stitch": ("Point de côté", "Ralentissez beaucoup ou arrêtez. Respirez lentement et profondément."),
    "walk-it-off": (
        "Marcher un peu",
        "Étirez d'abord, jusqu'à ce que le pire soit passé. Puis levez-vous en vous tenant.",
    ),
    "warm-up": ("Échauffement avant l'exercice", "Marchez sur place en balançant les bras."),
}
SIDES = {"left": "gauche", "right": "droite"}
SINCE = "depuis 03:12  0:00"
