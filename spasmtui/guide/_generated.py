"""When to get help, as constants; made from the content by `make generated`."""

# fmt: off
# ruff: noqa: E501
LEVELS: tuple[tuple[str, str, str, tuple[tuple[str, str, str, str], ...]], ...] = (
    ('emergency', 'EMERGENCY', 'Call now: {number}', (
        ('RF01', 'Pain or tightness in the chest, pain that spreads to the arm, jaw or back, short of breath, sweating or faint.', 'Do not treat it as a spasm.', ''),
        ('RF02', 'One side of the face drops, an arm is weak, speech is hard, or balance or sight goes all at once.', 'It may be a stroke.', ''),
        ('RF03', 'A fit that is the first one, lasts over 5 minutes, comes again, or the person does not wake or is hurt.', 'Jerking on one side that holding cannot stop is not a cramp.', ''),
        ('RF04', 'Hard to breathe or swallow, or the throat or voice tightens, along with muscle spasms.', '', ''),
        ('RF11', 'A swollen or painful leg together with short breath, chest pain, blood coughed up or collapse.', 'A clot may have gone to the lung.', ''),
        ('RF20', 'Back or leg pain and numb between the legs, new trouble with urine or stool, or both legs weak or painful.', 'Go to an emergency department now. Do not drive yourself.', ''),
        ('RF30', 'After a blow, a break, a tight cast or hard effort: a tight, hard swelling and pain far beyond the injury.', 'Pain that grows when the muscle is stretched, tingling or numbness fit it.', ''),
        ('RF31', 'A limb turns cold, pale, numb or suddenly weak.', 'An artery may be blocked.', ''),
        ('RF40', 'Strong muscle pain or weakness and urine dark like tea or cola, after hard effort, heat, a long lie or a crush.', 'Stop and go to the nearest medical help at once. Ask about a blood test for muscle damage.', ''),
        ('RF43', 'In the heat: confused, collapsed or fitting, and very hot, with skin wet or dry.', 'Move to a cool place, cool with water and fan. Give nothing to drink.', ''),
        ('RF60', 'A stiff jaw that will not open, a stiff neck, painful body spasms, days to weeks after a wound.', 'It may be tetanus.', ''),
        ('RF80', 'After a medicine for sickness or psychosis: neck, jaw, tongue or eyes twist, or fever with stiffness and confusion.', 'Say which medicine it was.', ''),
        ('RF91', 'A child is blue or grey, jerks in a fit, or faints and cannot be woken.', 'A usual brief spell a doctor has named is different: see the page.', 'Not awake within 1 to 2 minutes is always an emergency.'),
        ('RF93', 'Spasms after a poison, a snake or spider bite, or on stopping alcohol or a drug.', '', ''),
    )),
    ('today', 'TODAY', 'Get medical advice the same day', (
        ('RF10', 'One leg is swollen, warm, red or darker, with a throb or a steady ache that is worse on walking.', 'It may be a clot. Do not massage it.', 'With short breath, chest pain, blood coughed up or collapse: call your emergency number now.'),
        ('RF21', 'Back pain with fever, a past cancer, weight loss without a reason, a recent fall, or a leg that gets weaker.', '', 'If weakness grows by the hour: call your emergency number now.'),
        ('RF41', 'You take a statin and have muscle pain, tenderness, weakness or cramps that nothing explains.', 'Call your doctor or pharmacist the same day. Do not wait.', ''),
        ('RF42', 'Cramps in the heat that last over an hour, or any heat cramp with heart trouble or a low-salt diet.', 'Stop, go to a cool place, drink water or a sports drink, and get medical advice today.', ''),
        ('RF44', 'Cramps all over the body during or after exercise, or cramps with vomiting or headache.', 'Stop, cool down, and get medical advice today.', 'With confusion, collapse or a fit: call your emergency number now.'),
        ('RF50', 'Tingling round the mouth and in the fingers, and the hands draw into a claw.', 'Breathe slowly.', 'With a tight throat, a fit or collapse: call your emergency number now.'),
        ('RF61', 'A dirty or deep wound, and the tetanus vaccination is not up to date.', 'Get medical advice today, even without spasms.', ''),
        ('RF62', 'A leg cramp that goes on for more than 10 minutes, or comes after a wound or contact with mercury or lead.', 'Ask for urgent medical advice today.', ''),
        ('RF81', 'After a change of an antidepressant: restless, shaking, jerking and sweating.', '', 'With high fever or confusion: call your emergency number now.'),
        ('RF90', 'Pregnant: one leg swells or hurts, a bad headache, sight changes, sudden swelling, regular tightening, or bleeding.', 'Call your maternity unit today. For tightening before 37 weeks, bleeding or waters breaking, call at once.', 'With heavy bleeding or a fit: call your emergency number now.'),
        ('RF92', 'A strong belly or flank cramp that will not settle, with fever, vomiting or blood, or in pregnancy.', '', ''),
        ('RF94', 'Pain after a pop, with a gap, a bruise, or no push left in the foot.', 'A muscle or tendon may be torn. Do not stretch it.', ''),
    )),
    ('book', 'BOOK', 'Make an appointment', (
        ('RF32', 'Cramp that comes after some distance on foot and stops with rest.', 'Narrow arteries can do this. A foot sore that heals slowly needs advice the same day.', ''),
        ('RF70', 'Cramps that often break your sleep, or come with numbness or swelling, or muscles that get smaller or weaker.', 'Book an appointment with your doctor. Bring your diary.', ''),
        ('RF71', 'New cramps after a medicine was started or changed, or with kidney, liver or thyroid disease or diabetes.', 'Book an appointment or ask your pharmacist. Do not stop a medicine on your own.', ''),
        ('RF72', 'Twitching with weakness, a muscle that gets smaller, slurred speech or trouble swallowing.', 'Book an appointment soon.', ''),
        ('RF73', 'Weeks to months of a stiff trunk and legs, with spasms set off by noise, touch or a fright, and falls.', 'The cause may be rare, and early treatment matters.', ''),
    )),
)
"""Level, its heading, what to do, and its flags: id, what is seen, what else to do, what makes it worse."""

QUESTIONS: tuple[tuple[str, str, str, str], ...] = (
    ('Chest pain, short of breath, face dropping, a fit, confused, hard to wake?', 'emergency', 'Call {number} now. Do not treat it as a cramp. Very hot: cool with water and fan, give no drink.', 'get-help-now'),
    ('Limb cold, pale, numb, suddenly weak, or hard with pain beyond an injury?', 'emergency', 'Call {number} now. The limb may be short of blood.', 'get-help-now'),
    ('Numb between legs, both legs weak, urine or stool trouble, brown urine?', 'emergency', 'Stop. Go to an emergency department now. Do not drive yourself. If nobody can take you, call {number}.', 'get-help-now'),
    ('A locked jaw, eyes or neck twisting after a medicine, a poison or a bite?', 'emergency', 'Call {number} now. Say which medicine, poison or bite, if you know.', 'get-help-now'),
    ('One leg swollen, hot or red, or with a steady ache?', 'today', 'Get medical advice today: it may be a clot. Do not massage it. With short breath or chest pain, call {number}.', 'calf'),
    ('A deep wound, or a pop or a fall, then a gap, a bruise or no push left?', 'today', 'Get medical advice today. Do not stretch it.', 'get-help-now'),
    ('Statin and sore or weak muscles; antidepressant change and jerks, sweats?', 'today', 'Ask your doctor or pharmacist today. With high fever or confusion, call {number}.', 'medicines'),
    ('Cramp over 10 minutes, heat cramp over 1 hour, claw hand, fever, vomiting?', 'today', 'Get medical advice today. If breathing or swallowing gets hard, call {number}.', 'get-help-now'),
    ('Pregnant: bad headache, sight change, swelling, tightening or bleeding?', 'today', 'Call your maternity unit now. With heavy bleeding or a fit, call {number}.', 'pregnancy'),
    ('Cramps that keep coming, come with walking, a new medicine or weakness?', 'book', 'Book an appointment. Bring your diary. Do not stop a medicine on your own.', 'seeing-a-physiotherapist'),
    ('', 'none', 'None of these fits. Stretch the cramp gently. If it changes, or you are unsure, get advice today.', 'first-minutes'),
)
"""Question, level, what to do after a yes, page; the last is for none of them."""
