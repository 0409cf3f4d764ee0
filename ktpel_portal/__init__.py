"""How the portal runs on a machine. Nothing here knows a card."""
