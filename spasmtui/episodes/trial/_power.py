"""Trials of a hundred that find a halving, by measure, weeks and rate, made by `tools/trial_power.py`."""

RATES = {"nights": (1, 2, 3, 4, 5, 6, 7), "cramps": (1, 2, 3, 5, 7, 10, 14)}
"""What an off week has, by the measure: nights with a cramp, or cramps at night."""
FOUND = {
    "nights": {
        6: (2, 8, 14, 21, 35, 48, 70),
        8: (3, 10, 20, 33, 51, 70, 94),
        10: (8, 18, 30, 52, 71, 90, 99),
        12: (11, 25, 42, 62, 81, 96, 100),
        14: (13, 31, 53, 71, 88, 98, 100),
        16: (14, 35, 60, 78, 93, 100, 100),
        18: (18, 39, 68, 83, 96, 99, 100),
        20: (20, 45, 72, 89, 98, 100, 100),
    },
    "cramps": {
        6: (2, 6, 11, 17, 21, 27, 38),
        8: (3, 9, 13, 26, 33, 43, 60),
        10: (7, 14, 21, 37, 52, 66, 81),
        12: (11, 22, 31, 50, 62, 79, 90),
        14: (13, 22, 38, 57, 73, 89, 95),
        16: (15, 30, 43, 67, 79, 91, 97),
        18: (17, 35, 47, 71, 83, 96, 99),
        20: (18, 38, 54, 77, 90, 96, 99),
    },
}
"""Trials of a hundred, rounded down, by the measure, the weeks and the place of the rate."""
