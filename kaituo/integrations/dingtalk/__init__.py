"""钉钉 (DingTalk): the robot of a group, signed."""
