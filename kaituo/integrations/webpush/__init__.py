"""Push messages to browsers and phones: the devices that a person allowed, the installation's keys, and the encryption that only a device can open."""
