"""What her site's process leaves for her server to say in French: only the kind crosses between them."""

NOTE = "X-Campus-Note"
"""Header of an answer whose body is JSON for ``words.page_of``."""
