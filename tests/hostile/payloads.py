"""Values that would do harm wherever a page, a script or a shell took them for more than text."""

from __future__ import annotations

SHELL_SLOTS = "%(title)s %s \\x02title\\x03"
"""What slots of a page's frame look like, or nearly."""


def words(field: str) -> str:
    """One line that closes whatever it may stand in and then calls `pwned`; it names its field."""
    call = f'pwned("{field}")'
    return (
        f"</title></script></textarea><script>{call}</script><img src=x onerror='{call}'>"
        f'" onmouseover="{call}" x=\' {{{{ 7*7 }}}}{{% raw %}} {SHELL_SLOTS} ref:profile/ONE '
        f'href="ref:nowhere" '
        f"&lt;b&gt; &#60;svg/onload={call}&#62; ___PAGEFIND_ANCHOR__ ]]>--> javascript:{call}"
    )


def words_of_every_page(field: str) -> str:
    """The same for settings that every page shows: there a script's address or handler ends the build."""
    call = f'pwned("{field}")'
    return (
        f"</title></script></textarea><script>{call}</script>\"><svg/onload='{call}'>"
        f'{{{{ 7*7 }}}}{{% raw %}} {SHELL_SLOTS} ref:profile/ONE href="ref:nowhere" &lt;b&gt; ]]>-->'
    )


def prose(field: str) -> str:
    """The same as Markdown without HTML: escaped, in code, as entities, in the title of a link."""
    call = f'pwned("{field}")'
    return (
        f"`</code><script>{call}</script>` &lt;script&gt;{call}&lt;/script&gt; \\<img src=x onerror={call}>"
        f'" onmouseover="{call}" {{{{ 7*7 }}}}{{% raw %}} {SHELL_SLOTS} ref:profile/ONE href="ref:nowhere" '
        f"&#60;svg/onload={call}&#62; \\_\\_\\_PAGEFIND_ANCHOR__ \\]]>--> javascript:{call} "
        f"[words](https://words.example/?a='b&c=%22 '\" onclick=\"{call}')"
    )


def shown_of_prose(field: str) -> tuple[str, ...]:
    """What readers see of `prose`, in pieces."""
    call = f'pwned("{field}")'
    return (
        f"</code><script>{call}</script>",
        f" <script>{call}</script> <img src=x onerror={call}>",
        f'" onmouseover="{call}" {{{{ 7*7 }}}}{{% raw %}} ',
        f"<svg/onload={call}> ___PAGEFIND_ANCHOR__ ]]>--> javascript:{call}",
    )


FORMED = {
    "a way out": "../../etc/passwd",
    "two dots": "..",
    "a way out within": "a/../../b",
    "an absolute path": "/etc/passwd",
    "an encoded way out": "%2e%2e%2fetc",
    "a backslash": "..\\etc",
    "a NUL byte": "a\0b",
    "a line break": "a\nb",
    "a terminal's escape": "\x1b[2Ja",
    "a turned direction": "a\u202eb",
    "an isolated direction": "a\u2066b",
    "an unseen character": "a\u200bb",
    "a look-alike letter": "p\u0430rcel",
    "markup": '"><svg onload=pwned()>',
    "a template's syntax": "{{ 7*7 }}",
    "a slot": "\x02title\x03",
    "a drive": "C:\\a",
    "very much": "a" * 501,
}
"""What no key, number, date, choice or reference may be."""

ADDRESSES = {
    "a script": "javascript:pwned()",
    "a script in mixed case": "JaVaScRiPt:pwned()",
    "a script with a tab": "java\tscript:pwned()",
    "a script with a line break": "java\nscript:pwned()",
    "a script behind a space": " javascript:pwned()",
    "a script behind a control character": "\x01javascript:pwned()",
    "a script of another language": "vbscript:pwned()",
    "a page": "data:text/html,<script>pwned()</script>",
    "a picture as an address": "data:image/svg+xml,<svg onload='pwned()'/>",
    "a file": "file:///etc/passwd",
    "a blob": "blob:https://site.example/1",
    "a host without a scheme": "//evil.example/",
    "a path": "/evil",
    "a way out": "../../evil",
    "backslashes": "\\\\evil.example\\a",
    "backslashes behind a scheme": "https:\\\\evil.example\\a",
    "a scheme alone": "https:",
    "no host": "https:///evil.example/",
    "one slash": "https:/evil.example/",
    "another host behind a name": "https://site.example@evil.example/",
    "another host behind a name and a password": "https://site.example:443@evil.example/",
    "nobody's name": "https://@evil.example/",
    "markup": 'https://site.example/"><script>pwned()</script>',
    "an apostrophe": "https://site.example/'onclick='pwned()",
    "a space": "https://site.example/ onclick=pwned()",
    "a line break": "https://site.example/\nonclick=pwned()",
    "a template's syntax": "https://site.example/{{ 7*7 }}",
    "a turned direction": "https://site.example/\u202egnp.exe",
    "a look-alike scheme": "http\u0455://site.example/",
    "a full-width scheme": "\uff48ttps://site.example/",
}
"""What no address of another site may be."""
