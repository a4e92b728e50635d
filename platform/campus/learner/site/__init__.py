"""Her web site: her ``app.py`` runs in her own space, and her server shows it to her browser.

Not jupyter-server-proxy: it asks for her login cookie, which a page of an opaque origin has not, and hands
what her site sends (cookies, policies) to her browser as if it were the campus's own.
"""
