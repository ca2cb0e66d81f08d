import assert from 'node:assert/strict';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createSources } from '../../../../src/profiles/sources/createSources.ts';
import { serve } from '../../../support/http/loopback.ts';
import { problemOf } from '../../../support/profiles/problemOf.ts';

const now = (): Date => new Date('2030-01-01T00:00:00Z');

describe('the credential sources of a user', () => {
  let homeFolder: string;
  beforeEach(async () => {
    homeFolder = await mkdtemp(path.join(tmpdir(), 'oss-links-home-'));
  });
  afterEach(() => rm(homeFolder, { recursive: true }));

  const write = async (name: string, text: string): Promise<string> => {
    const file = path.join(homeFolder, name);
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, text);
    return file;
  };
  const ossutil = (name: string): string => `[profile ${name}]\naccess-key-id = ak\naccess-key-secret = sk\n`;
  const sdk = (name: string): string => `[${name}]\ntype = access_key\naccess_key_id = ak\naccess_key_secret = sk\n`;
  const foundWith = async (env: Readonly<Record<string, string>>): Promise<readonly string[]> => {
    const { found } = await createSources(now, { env, homeFolder }).find();
    return found.map(({ tool, profile }) => `${tool} ${profile.name}`);
  };

  it('are the files of the home folder', async () => {
    await write('.ossutilconfig', ossutil('home'));
    await write('.alibabacloud/credentials', sdk('home'));
    assert.deepEqual(await foundWith({}), ['ossutil home', 'sdk home']);
  });

  it('are the files that the variables of the tools name', async () => {
    await write('.ossutilconfig', ossutil('home'));
    await write('.alibabacloud/credentials', sdk('home'));
    const env = {
      OSSUTIL_CONFIG_FILE: await write('elsewhere/ossutil', ossutil('named')),
      ALIBABA_CLOUD_CREDENTIALS_FILE: await write('elsewhere/sdk', sdk('named')),
    };
    assert.deepEqual(await foundWith(env), ['ossutil named', 'sdk named']);
  });

  it('use the first version of the metadata service unless the variable of the SDKs disables it', async () => {
    const session = { AccessKeyId: 'STS.ak', AccessKeySecret: 'sk', SecurityToken: 'token' };
    const server = await serve(({ method, url = '' }: IncomingMessage, response: ServerResponse) => {
      const isRole = method === 'GET' && url === '/latest/meta-data/ram/security-credentials/app';
      response.writeHead(isRole ? 200 : 404).end(isRole ? JSON.stringify(session) : '');
    });
    const obtain = async (env: Readonly<Record<string, string>>): Promise<string> => {
      const sources = createSources(now, { env, homeFolder, metadataOrigin: server.origin });
      return (await sources.obtain({ kind: 'instanceRole', roleName: 'app' })).accessKeyId;
    };
    try {
      assert.equal(await obtain({}), 'STS.ak');
      assert.deepEqual(await problemOf(() => obtain({ ALIBABA_CLOUD_IMDSV1_DISABLED: 'True' })), [
        'ServiceRefused',
        404,
      ]);
    } finally {
      await server.close();
    }
  });
});
