// A real identity provider for the stories: whoever types a login name there is that person.
import Provider from 'oidc-provider';

const port = Number(process.env.HAGUKUMI_OPENID_PORT ?? 4813);
const back = process.env.HAGUKUMI_OPENID_BACK ?? 'http://127.0.0.1:4811/sign-in/provider/callback';

const provider = new Provider(`http://127.0.0.1:${port}`, {
  clients: [{ client_id: 'hagukumi', client_secret: 'agreed-for-the-stories', redirect_uris: [back] }],
  claims: { openid: ['sub'], profile: ['preferred_username', 'name'] },
  // The program reads the identity token only.
  conformIdTokenClaims: false,
  findAccount: (_, id) => ({ accountId: id, claims: () => ({ sub: `person-${id}`, preferred_username: id, name: id }) }),
  cookies: { keys: ['only for stories'] },
  ttl: { AccessToken: 600, AuthorizationCode: 60, IdToken: 600, Interaction: 600, Session: 600, Grant: 600 },
});

provider.listen(port, '127.0.0.1');
