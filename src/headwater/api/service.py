"""What the API's part can do beside answering calls: keys, webhooks, and what runs in the background."""

from headwater.api.background import tidy
from headwater.api.hooks.deliver import spread
from headwater.api.hooks.manage import make_webhook
from headwater.api.keys import keys_of, make_key, revoke
from headwater.api.sending import export_sent, take

__all__ = ["export_sent", "keys_of", "make_key", "make_webhook", "revoke", "spread", "take", "tidy"]
