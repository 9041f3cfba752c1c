"""飞书 (Feishu) and Lark: the robot of a group, signed."""
