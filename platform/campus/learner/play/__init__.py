"""Her game where the browser cannot run it: real pygame in her space, its pictures sent over a WebSocket."""
