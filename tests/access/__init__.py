"""Row access proven: every address, verb and API call, asked by people who may not."""
