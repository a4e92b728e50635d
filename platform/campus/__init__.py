"""The campus: JupyterHub configuration, identity, pages and the command line."""
