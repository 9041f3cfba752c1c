"""企业微信 (WeCom): the robot of a group, and messages of the company's own app to a person."""
