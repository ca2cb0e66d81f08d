import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { maySupportOnlyV1 } from '../../../../src/profiles/serviceRefusals.ts';
import { OssError } from '../../../../src/oss/errors/errors.ts';
import { withBench } from '../../../support/features/commandBench.ts';
import { emulatorUrl, profileReplies } from '../../../support/features/profileReplies.ts';
import { KEY, STS_KEY } from '../../../support/profiles/loopbackOss.ts';
import { ScriptedPrompts } from '../../../support/ui/scriptedPrompts.ts';

describe('a private cloud that supports only V1', () => {
  const bench = withBench({ knowsOnlyV1: true });
  const id = 'new1';

  /** Adds a profile, which tests it with V4, and takes the offer of V1. */
  async function add(): Promise<ScriptedPrompts['asked']> {
    await bench().oss.profiles.remove('p1');
    const prompts = new ScriptedPrompts(...profileReplies(bench(), 'Cloud', KEY), 'Use Signature V1');
    await bench().run('addProfile', [], prompts);
    return prompts.asked;
  }

  it('is detected when a profile is added; V1 is offered and stored', async () => {
    const asked = await add();
    assert.match(asked.at(-1)?.text ?? '', /may know only V1 signatures/);
    assert.deepEqual(asked.at(-1)?.labels, ['Use Signature V1', 'Edit']);
    assert.equal(bench().oss.profiles.get(id).signatureVersion, 'v1');
    assert.deepEqual(
      bench().oss.emulator.requests.map(({ operation, status }) => [operation, status]),
      [
        ['ListBuckets', 400],
        ['ListBuckets', 200],
      ],
    );
  });

  it('is browsed with V1, also with temporary credentials and Chinese names', async () => {
    const { profiles, emulator } = bench().oss;
    await profiles.saveSignatureVersion('p1', 'v1');
    assert.equal((await bench().node('docs', '报告/三.pdf')).kind, 'object');
    await profiles.saveSecret('p1', STS_KEY);
    bench().tree.refresh();
    assert.equal((await bench().node('docs', 'reports/2026.pdf')).kind, 'object');
    assert.deepEqual(
      emulator.requests.filter(({ status = 0 }) => status >= 400),
      [],
    );
  });

  it('is written to and read from with V1', async () => {
    const { emulator, profiles, clients } = bench().oss;
    await profiles.saveSignatureVersion('p1', 'v1');
    const client = await clients.of('p1');
    await client.putObject('docs', 'a b+c.txt', Buffer.from('text'), { contentType: 'text/x' });
    assert.equal((await emulator.readObject('docs', 'a b+c.txt')).toString(), 'text');
    assert.equal((await client.headObject('docs', 'a b+c.txt')).sizeBytes, 4);
    await client.deleteObject('docs', 'a b+c.txt');
    assert.equal((await client.listObjects('docs', { prefix: 'a b' })).entries.length, 0);
  });

  it('gets V1 links, without a warning at each copy', async () => {
    await bench().oss.profiles.saveSignatureVersion('p1', 'v1');
    await bench().run('copyGetUrl', [await bench().node('docs', 'readme.txt')]);
    const [url = ''] = bench().links;
    assert.ok(new URL(url).searchParams.has('Signature'));
    assert.equal((await bench().use(url, 'GET')).text, 'content of readme.txt');
    assert.doesNotMatch(bench().messages.join('\n'), /V1 signature/);
  });

  it('keeps V1 if the name or secret of the profile changes, but not if the endpoint changes', async () => {
    await add();
    const { profiles } = bench().oss;
    const { region, endpoint } = profiles.get(id);
    await profiles.save({ id, name: 'Renamed', region, endpoint });
    assert.equal(profiles.get(id).signatureVersion, 'v1');
    await profiles.saveSecret(id, KEY);
    assert.equal(profiles.get(id).signatureVersion, 'v1');
    await profiles.save({ id, name: 'Renamed', region, endpoint: { kind: 'public' } });
    assert.equal(profiles.get(id).signatureVersion, undefined);
  });

  it('is imported with V1 from a file of ossutil that specifies it', async () => {
    const { homeFolder, profiles } = bench().oss;
    const { accessKeyId, accessKeySecret } = KEY;
    await writeFile(
      path.join(homeFolder, '.ossutilconfig'),
      `[default]\naccessKeyID=${accessKeyId}\naccessKeySecret=${accessKeySecret}\nregion=cn-hangzhou\nendpoint=${emulatorUrl(bench())}\nsign-version=v1\n`,
    );
    await bench().run('importProfiles', [], new ScriptedPrompts({}));
    const imported = profiles.list().find(({ credentialSource }) => credentialSource !== undefined);
    assert.equal(imported?.signatureVersion, 'v1');
  });

  it('is offered V1 when an older profile is edited', async () => {
    const prompts = new ScriptedPrompts('', 'cn-hangzhou', 'Custom…', emulatorUrl(bench()), 'Work', 'Use Signature V1');
    await bench().run('editProfile', ['p1'], prompts);
    assert.equal(bench().oss.profiles.get('p1').signatureVersion, 'v1');
    await bench().node('docs', 'readme.txt');
  });
});

describe('a profile of the environment at a private cloud that supports only V1', () => {
  const environment: Record<string, string> = {};
  const bench = withBench({ knowsOnlyV1: true, environment });
  beforeEach(() => {
    const { accessKeyId, accessKeySecret } = KEY;
    Object.assign(environment, { OSS_ACCESS_KEY_ID: accessKeyId, OSS_ACCESS_KEY_SECRET: accessKeySecret });
    environment['OSS_ENDPOINT'] = emulatorUrl(bench());
  });

  it('is not changed by Test Connection, which proposes a profile of its own', async () => {
    await bench().run('testProfile', ['environment'], new ScriptedPrompts(''));
    assert.match(bench().documents.get('Test Connection Environment') ?? '', /the service takes V1 only/);
    await bench().press('Use Signature V1');
    assert.equal(
      bench().messages.at(-1),
      'warn: The profile "Environment" comes from the environment. Add a profile with this endpoint instead.',
    );
    assert.equal(bench().oss.profiles.get('environment').signatureVersion, undefined);
  });

  it('is changed by Test Connection if it is stored', async () => {
    await bench().run('testProfile', ['p1'], new ScriptedPrompts(''));
    await bench().press('Use Signature V1');
    assert.equal(bench().messages.at(-1), 'status: Saved profile "Work"');
    assert.equal(bench().oss.profiles.get('p1').signatureVersion, 'v1');
  });
});

describe('maySupportOnlyV1', () => {
  const refusal = (
    status: number,
    code: string,
    fields: Readonly<Record<string, string>> = {},
    message?: string,
  ): OssError =>
    new OssError({
      operation: 'ListBuckets',
      status,
      code,
      details: new Map(Object.entries(fields)),
      ...(message !== undefined && { serverMessage: message }),
    });

  it('is true for refusals of the signature format', () => {
    for (const error of [
      refusal(400, 'InvalidArgument', { ArgumentName: 'Authorization', ArgumentValue: 'OSS4-HMAC-SHA256' }),
      refusal(400, 'InvalidArgument', {}, 'Authorization header is invalid.'),
      refusal(
        403,
        'AccessDenied',
        {},
        'OSS authentication requires a valid Date. The authorization mechanism is not supported.',
      ),
      refusal(400, 'SignatureVersionNotSupported'),
    ]) {
      assert.equal(maySupportOnlyV1(error), true, `${error.code} ${error.serverMessage ?? ''}`);
    }
  });

  it('is false for wrong secrets, regions and permissions, and for failures', () => {
    for (const error of [
      refusal(
        403,
        'SignatureDoesNotMatch',
        {},
        'The request signature we calculated does not match the signature you provided.',
      ),
      refusal(400, 'InvalidArgument', {}, "Invalid signing region in Authorization header, expected 'cn-hangzhou'."),
      refusal(403, 'AccessDenied', {}, 'You have no right to access this object.'),
      refusal(403, 'InvalidAccessKeyId'),
      refusal(503, 'ServiceUnavailable', {}, 'authorization'),
    ]) {
      assert.equal(maySupportOnlyV1(error), false, `${error.code} ${error.serverMessage ?? ''}`);
    }
  });
});
