"""Strings that would harm a terminal, a widget or a reader, and what must be left of them."""

HOSTILE = (
    # (what it tries, the text, what stays)
    ("close a markup tag that was never opened", "[/", "[/"),
    ("close any markup tag", "[/] tight", "[/] tight"),
    ("unbalanced markup", "[/b] x", "[/b] x"),
    ("lose a bracket", "[TODO] left [calf]", "[TODO] left [calf]"),
    ("an action on a click", "[@click=app.leave]q[/]", "[@click=app.leave]q[/]"),
    ("a link", "[link=https://example.org]x[/link]", "[link=https://example.org]x[/link]"),
    ("nested brackets", "[[[b]]", "[[[b]]"),
    ("a backslash before markup", "\\[b]\\", "\\[b]\\"),
    ("write the clipboard", "a\x1b]52;c;aGVsbG8=\x07b", "a]52;c;aGVsbG8=b"),
    ("set the title", "a\x1b]0;owned\x1b\\b", "a]0;owned\\b"),
    ("leave the alternate screen", "a\x1b[?1049lb", "a[?1049lb"),
    ("clear the screen", "a\x1b[2Jb", "a[2Jb"),
    ("one byte that starts a sequence", "a\x9b2Jb", "a2Jb"),
    ("one byte that starts a title", "a\x9d0;x\x9cb", "a0;xb"),
    ("ring, go back, delete", "a\x07\x08\x7fb", "ab"),
    ("overwrite what stands there", "safe\rgone", "safe\ngone"),
    ("turn the line round", "calf \u202etfel\u202c", "calf tfel"),
    ("isolates", "a\u2066b\u2069c", "abc"),
    ("marks of direction", "a\u200eb\u200fc\u061cd", "abcd"),
    ("separators that break lines", "a\u2028b\u2029c", "abc"),
    ("hidden tags", "a\U000e0041\U000e0042b", "ab"),
    ("a byte order mark", "\ufeffa", "a"),
    ("half a surrogate", "a\ud800b", "a?b"),
    ("a null", "a\x00b", "ab"),
)

HARMLESS = (
    "left calf, 4 min — “worse” than ½ … 6 → 2",
    "Krämpfe in der Wade, große Zehe",
    "crampe au mollet, côté gauche",
    "судорога в левой икре",
    "שריר התאבן",
    "تشنج عضلي في الساق",
    "ふくらはぎがつった（左）",
    "小腿抽筋",
    "पिंडली में ऐंठन",
    "종아리에 쥐가 났다",
    "é as two characters: e\u0301",
    # Joined emoji keep their joiners and variation selectors.
    "👩\u200d⚕\ufe0f 🧑🏽\u200d🦽 ❤\ufe0f 🇩🇪",
    # Persian and Indic words need the joiner and the non-joiner.
    "می\u200cخواهم क्\u200dष",
    "two\nlines",
)
