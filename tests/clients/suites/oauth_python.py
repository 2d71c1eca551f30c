# OAuth as Authlib speaks it, as it comes from PyPI: a program gets tokens, in each way that it can
# show who it is, and checks them with the keys that we show.
import requests
from authlib.integrations.requests_client import OAuth2Session
from authlib.oauth2.rfc7523 import PrivateKeyJWT
from checks import BASE, account, attempt, check, equal, finish
from joserfc import jwt
from joserfc.jwk import ECKey, KeySet

SCOPES = ["pushes:read", "pushes:write"]
TOKEN = f"{BASE}/oauth/token"


def signed_in(role):
    found = account(role)
    shown = {"email": found["email"], "password": found["password"], "hat": role}
    answer = requests.post(f"{BASE}/v1/sessions", json=shown, timeout=30)
    return answer.json()["accessToken"]


def made(**wish):
    headers = {"Authorization": f"Bearer {signed_in('organisation')}"}
    wish = {"name": "Authlib", "scopes": SCOPES, **wish}
    answer = requests.post(f"{BASE}/v1/api-clients", json=wish, headers=headers, timeout=30)
    body = answer.json()
    return body["client"]["id"], body["secret"]


def is_let_in(name, session):
    equal(f"{name}: it is let in", session.get(f"{BASE}/v1/pushes", timeout=30).status_code, 200)


def with_a_secret():
    found = requests.get(f"{BASE}/.well-known/oauth-authorization-server", timeout=30).json()
    equal("the token endpoint is where it is said to be", found["token_endpoint"], TOKEN)
    name, secret = made()
    for method in ["client_secret_basic", "client_secret_post"]:
        session = OAuth2Session(name, secret, scope="pushes:read", token_endpoint_auth_method=method)
        given = session.fetch_token(TOKEN, grant_type="client_credentials")
        equal(f"{method}: the scope asked for", given["scope"], "pushes:read")
        is_let_in(method, session)
        keys = KeySet.import_key_set(requests.get(found["jwks_uri"], timeout=30).json())
        read = jwt.decode(given["access_token"], keys, algorithms=["ES256"])
        equal(f"{method}: the type of the token", read.header["typ"], "at+jwt")
        equal(f"{method}: who it is of", read.claims["client_id"], name)


def with_keys():
    key = ECKey.generate_key("P-256", private=True)
    public = {**key.as_dict(private=False), "kid": "een"}
    name, secret = made(jwks={"keys": [public]})
    check("no secret", secret is None)
    session = OAuth2Session(name, key, token_endpoint_auth_method="private_key_jwt")
    session.register_client_auth_method(PrivateKeyJWT(TOKEN, alg="ES256"))
    session.fetch_token(TOKEN, grant_type="client_credentials")
    is_let_in("private_key_jwt", session)


attempt("with a secret", with_a_secret)
attempt("with keys", with_keys)
finish("checks of OAuth in Python")
