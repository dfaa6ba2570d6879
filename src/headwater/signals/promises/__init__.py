"""Finds promises in what was written, in English and German: headwater.signals.promises.service.suggest."""
