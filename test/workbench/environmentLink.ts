import { createUndiciTransport } from '../../src/http/undiciTransport.ts';
import { LinkHosts } from '../../src/links/linkHosts.ts';
import { makeLink } from '../../src/links/makeLink.ts';
import { Clients } from '../../src/profiles/clients.ts';
import { ENVIRONMENT_PROFILE_ID } from '../../src/profiles/environmentProfile.ts';
import { Profiles } from '../../src/profiles/profiles.ts';

/** Makes a GET link by the extension's own code, as its profile "Environment" does with the variables given. */
export async function environmentLink(
  environment: Readonly<Record<string, string>>,
  { bucket, key, validitySeconds }: { readonly bucket: string; readonly key: string; readonly validitySeconds: number },
): Promise<string> {
  const transport = await createUndiciTransport();
  try {
    const profiles = new Profiles({ memento: nothingStored, secrets: noSecrets, environment, environmentName: '' });
    const now = (): Date => new Date();
    const clients = new Clients({
      profiles,
      transport: () => Promise.resolve(transport),
      now,
      onExchange: () => undefined,
    });
    const { url } = await makeLink(
      { profileId: ENVIRONMENT_PROFILE_ID, bucket, key },
      { method: 'GET', validity: `${validitySeconds}s` },
      {
        profiles,
        clientOf: clients.of,
        linkHosts: new LinkHosts(nothingStored, noSecrets),
        maxValiditySeconds: () => Infinity,
        now,
      },
    );
    return url;
  } finally {
    await transport.close();
  }
}

const nothingStored = { get: <T>(_key: string, missing?: T) => missing, update: () => Promise.resolve() };
const noSecrets = {
  get: () => Promise.resolve(undefined),
  store: () => Promise.resolve(),
  delete: () => Promise.resolve(),
  keys: () => Promise.resolve([]),
};
