"""Texts that have broken chat apps: tokens, markup, odd letters, odd sizes."""

TOKENS = [
    "<!channel>", "<!here>", "<!everyone>", "<!channel|here>", "<!subteam^S0123ABC>",
    "<!subteam^S0123ABC|@sales>", "<@U1>", "<@U0MARA0001>", "<@W1|mara>", "<#C0WORKWEAR>",
    "<#C0WORKWEAR|workwear>", "<https://evil.example|https://good.example>",
    "<https://evil.example>", "<mailto:a@b.example|write>", "<tel:+4912345|call>",
    "<slack://app?team=T1&id=A1|open>", "<javascript:alert(1)|x>", "<!date^0^{time}|now>",
    "<!date^1392734382^{date_num} {time_secs}^https://evil.example|now>", "<", ">", "<>", "><",
    "<<!channel>>", "< !channel>", "<! channel>", "<!channel", "!channel>", "@here", "@channel",
    "@everyone", "#general", "a < b && b > c", "1 <2> 3", "<!channel>\n<!here>",
]  # fmt: skip
ENTITIES = [
    "&amp;", "&lt;!channel&gt;", "&amp;lt;!channel&amp;gt;", "&#60;!channel&#62;", "&", "&&",
    "&nbsp;", "&lt", "&;", "&quot;x&quot;", "R&D", "AT&T &c.", "&#x202e;",
]  # fmt: skip
MARKUP = [
    "`code`", "``", "```", "```\ncode\n```", "````", "`", "`<!channel>`", "```<!channel>```",
    "*bold*", "_it_", "~gone~", "*", "_", "~", "***", "*_~`", "> quote", ">>> quote", "- item",
    "1. item", "# title", "[label](https://evil.example)", "![x](https://evil.example/x.png)",
    "https://evil.example", "www.evil.example", "evil.example/path?a=b&c=d", "a@b.example",
    ":tada:", ":skin-tone-2:", "::", "<b>x</b>", "<script>alert(1)</script>", "<img src=x>",
    "{name}", "{0}", "{{}}", "{", "}", "{n} of {of}", "%s %d %n", "${x}", "$(x)", "\\", "\\n",
    "{\"a\":1}", "null", "None", "true", "NaN", "0", "-1", "'; drop table x; --",
]  # fmt: skip
LETTERS = [
    "\u202etxet esrever\u202c", "\u202d left", "\u2066isolated\u2069", "\u2067x\u2069", "\u061cx",
    "\u200ex\u200f", "a\u202e", "\u202e", "\u2069\u2069x", "x\x00y", "\x00", "x\x01\x02\x1b[31my",
    "\x7f", "x\u2028y\u2029z", "tab\tand\nline\r\nends", "\u200b", "\u200b\u200bx", "\u2060x",
    "\ufeffbom", "so\u00adft", "\u00a0nbsp\u00a0", "\u3000wide", "\u3164", "\u2800", " ",
    "\ud83d", "\ude00x", "a\ud800b", "\udfff", "👩\u200d🔬", "👨\u200d👩\u200d👧\u200d👦",
    "🏳️\u200d🌈",
    "👍🏽", "🇩🇪🇫🇷", "🇩", "1️⃣", "❤️", "☠", "🧑🏿\u200d🤝\u200d🧑🏻", "e\u0301", "é", "ﬁ", "İ", "ß",
    "ẞ",
    "ſtage", "Ⅷ", "①", "Ａ", "ａ＠ｂ", "＜!channel＞", "‹!channel›", "\u0430dmin", "ρаypal", "𝔘𝔫𝔦",
    "Z͑ͫ̓ͪ̂ͫ̽͏̴̙̤̞͉͚̯̞̠͍A̴̵̜̰͔ͫ͗͢L̠ͨͧͩ͘G̴̻͈͍͔̹̑͗̎̅͛́Ǫ̵̹̻̝̳͂̌̌͘!", "a" + "\u0301" * 60, "\u0301",
    "עברית", "العربية", "हिन्दी", "ไทย", "日本語", "한국어", "ᄒ" * 20, "Ω≈ç√∫", "“quoted”",
    "„so“", "«so»",
    "'", '"', '""', "…", "–", "−2", "¯\\_(ツ)_/¯", "\U0010ffff", "\ufffe", "\ufffd", "𠜎𠜱",
    "\U000e0041\U000e0042", "x\u034fy", "\u1160", "\ue000",
]  # fmt: skip
SIZES = [
    "a" * 299, "word " * 59, "👩\u200d🔬" * 90, "&" * 290, "<" * 290, "`" * 290, "\u0301" * 299,
    "<!channel>" * 29, "&amp;" * 59, "🇩🇪" * 140,
]  # fmt: skip
NAUGHTY = [*TOKENS, *ENTITIES, *MARKUP, *LETTERS, *SIZES]
