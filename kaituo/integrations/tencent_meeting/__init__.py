"""Tencent Meeting (腾讯会议): conferences made, changed and cancelled through its signed REST interface."""
