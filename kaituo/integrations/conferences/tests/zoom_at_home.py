"""Zoom as it describes itself: tokens for the client's id and secret, then meetings that are made, changed and deleted."""

import base64

from kaituo.integrations.testing import Call, as_json

ENTERED = {"account_id": "acc", "client_id": "id", "client_secret": "geheim", "host": ""}


class Zoom:
    """`meetings`: what stands there. `tokens`: how many were asked for."""

    def __init__(self) -> None:
        self.meetings, self.tokens, self.made = {}, 0, 0

    def __call__(self, system, call: Call):
        system.taken.append(call)
        if call.path == "/oauth/token":
            return self.token(call)
        if call.headers.get("authorization") != "Bearer token-1":
            return as_json({"code": 124, "message": "Invalid access token."}, 401)
        return getattr(self, call.method.lower())(call)

    def token(self, call: Call):
        basic = base64.b64encode(b"id:geheim").decode()
        asked = b"grant_type=account_credentials&account_id=acc"
        if call.headers["authorization"] != f"Basic {basic}" or call.body != asked:
            return as_json({"reason": "Invalid client_id or client_secret", "error": "invalid_client"}, 400)
        self.tokens += 1
        return as_json({"access_token": "token-1", "token_type": "bearer", "expires_in": 3599})

    def post(self, call: Call):
        if call.path != "/v2/users/alice%40kaituo.example/meetings":
            return as_json({"code": 1001, "message": "User does not exist."}, 404)
        if call.json.get("type") != 2 or not call.json["start_time"].endswith("Z") or call.json["timezone"] != "UTC":
            return as_json({"code": 300, "message": "Validation Failed."}, 400)
        self.made += 1
        number = 86530000000 + self.made
        self.meetings[str(number)] = call.json
        return as_json({"id": number, "join_url": f"https://zoom.us/j/{number}?pwd=x", "start_url": "https://zoom.us/s/1"}, 201)

    def patch(self, call: Call):
        number = call.path.rpartition("/")[2]
        if number not in self.meetings:
            return as_json({"code": 3001, "message": f"Meeting does not exist: {number}."}, 404)
        self.meetings[number] |= call.json
        return 204, {}, b""

    def delete(self, call: Call):
        number = call.path.rpartition("/")[2]
        if self.meetings.pop(number, None) is None:
            return as_json({"code": 3001, "message": f"Meeting does not exist: {number}."}, 404)
        return 204, {}, b""
