import assert from 'node:assert/strict';
import { InvalidInputError, OssError, TransportError } from '../../../../src/oss/errors/errors.ts';
import type { TransportErrorCode } from '../../../../src/oss/errors/transportErrorCode.ts';
import {
  ProfileGoneError,
  SecretMissingError,
  SecretStorageError,
  type Profile,
} from '../../../../src/profiles/profile.ts';
import { ObjectChangedError } from '../../../../src/transfers/transferErrors.ts';
import { explainError } from '../../../../src/ui/messages/errorText.ts';
import { checkInput, inputErrorText } from '../../../../src/ui/prompts/checkInput.ts';

const profile: Profile = {
  id: 'p1',
  name: 'Work',
  region: 'cn-hangzhou',
  endpoint: { kind: 'public' },
  buckets: [],
  source: 'stored',
};
const link =
  'https://docs.oss-cn-hangzhou.aliyuncs.com/a.txt?x-oss-credential=fake-id%2F20260102&x-oss-signature=fakesignature0123&x-oss-security-token=fake-token';

describe('explainError', () => {
  it('has no row in its details that a key has forged', () => {
    const key = 'a\nRequestId: forged\u202e';
    const { details } = explainError(new OssError({ operation: 'GetObject', key, code: 'X', status: 403 }));
    assert.equal(details.split('\n')[1], 'Key: a\\nRequestId: forged\\u202e');
  });

  it('shows the OSS error, the next step, and the details for a report', () => {
    const error = new OssError({
      operation: 'GetObject',
      bucket: 'docs',
      key: 'a.txt',
      code: 'NoSuchKey',
      status: 404,
      ec: '0026-00000001',
      requestId: '65F0',
      hostId: 'docs.oss-cn-hangzhou.aliyuncs.com',
      serverMessage: 'The specified key does not exist.',
      details: new Map([['Key', 'a.txt']]),
    });
    const { message, details, command } = explainError(error);
    assert.equal(
      message,
      'Refresh the listing. The object may have been deleted or renamed. OSS refused (NoSuchKey: The specified key does not exist. · EC 0026-00000001).',
    );
    assert.equal(command, undefined);
    const rows = details.split('\n');
    for (const row of [
      'Operation: GetObject',
      'Bucket: docs',
      'Key: a.txt',
      'Code: NoSuchKey',
      'Status: 404',
      'EC: 0026-00000001',
      'RequestId: 65F0',
      'HostId: docs.oss-cn-hangzhou.aliyuncs.com',
      'Message: The specified key does not exist.',
    ]) {
      assert.ok(rows.includes(row), row);
    }
  });

  it('fills the placeholders of a remedy', () => {
    const details = new Map([['AccessDeniedDetail/AuthAction', 'oss:ListBuckets']]);
    const { message } = explainError(
      new OssError({ operation: 'ListBuckets', code: 'AccessDenied', status: 403, details }),
    );
    assert.match(message, /RAM action oss:ListBuckets\. OSS refused \(AccessDenied\)\.$/);
  });

  it('shows all known facts of an unknown error', () => {
    const { message, details } = explainError(new OssError({ operation: 'X', code: 'NewCode', status: 418 }));
    assert.equal(message, 'OSS refused (NewCode).');
    assert.equal(details, 'Operation: X\nCode: NewCode\nStatus: 418');
  });

  const transportCodes: readonly TransportErrorCode[] = [
    'ConnectionRefused',
    'ConnectionReset',
    'Timeout',
    'HostNotFound',
    'TlsError',
    'ProxyError',
    'BodyTruncated',
    'ConnectionFailed',
  ];
  it('offers the link host if OSS serves the data on a custom domain only', () => {
    const refused = new OssError({ operation: 'GetObject', code: 'PublicEndpointForbidden', status: 400 });
    const { message, command } = explainError(refused);
    assert.match(message, /custom domain \(CNAME\)/);
    assert.deepEqual(command, { name: 'chooseLinkHost', label: 'Choose Link Host…', args: [] });
  });

  it('has a next step for each network failure', () => {
    const messages = transportCodes.map((code) => {
      const { message, details } = explainError(
        new TransportError(code, 'host.example', { cause: new Error('the socket said so') }),
      );
      assert.ok(message.endsWith(' (host.example)'), message);
      assert.equal(details, `${code}: host.example\ncaused by Error: the socket said so`);
      return message;
    });
    assert.equal(new Set(messages).size, transportCodes.length);
  });

  it('offers the key if OSS refuses it, and the profile if its location is wrong', () => {
    const refused = (code: string): OssError => new OssError({ operation: 'ListBuckets', code, status: 403 });
    const [secret, profileCommand] = [
      { name: 'enterSecret', label: 'Enter Secret…', args: [] },
      { name: 'editProfile', label: 'Edit Profile…', args: [] },
    ];
    for (const code of ['InvalidAccessKeyId', 'SignatureDoesNotMatch', 'SecurityTokenExpired']) {
      assert.deepEqual(explainError(refused(code)).command, secret, code);
    }
    for (const error of [refused('SecondLevelDomainForbidden'), new TransportError('HostNotFound', 'host.example')]) {
      assert.deepEqual(explainError(error).command, profileCommand, error.code);
    }
    const known = { operation: 'GetObject', bucket: 'docs', status: 403, profileId: 'p1' };
    const args = (code: string) => explainError(new OssError({ ...known, code })).command?.args;
    assert.deepEqual(args('SignatureDoesNotMatch'), ['p1'], 'the profile of the request is not asked for');
    assert.deepEqual(args('SecondLevelDomainForbidden'), ['p1']);
    assert.deepEqual(args('PublicEndpointForbidden'), [{ profileId: 'p1', bucket: 'docs' }]);
    for (const error of [refused('NoSuchBucket'), new TransportError('TlsError', 'host.example')]) {
      assert.equal(explainError(error).command, undefined, error.code);
    }
  });

  it('offers to enter a missing secret', () => {
    const { message, details, command } = explainError(new SecretMissingError(profile));
    assert.match(message, /is missing on this computer/);
    assert.equal(details, 'SecretMissing');
    assert.deepEqual(command, { name: 'enterSecret', label: 'Enter Secret…', args: ['p1'] });
  });

  it('explains the requirements of a secret storage that fails', () => {
    const { message, details } = explainError(new SecretStorageError({ cause: new Error('no keyring') }));
    assert.match(message, /keyring/);
    assert.equal(details, 'SecretStorage\ncaused by Error: no keyring');
  });

  it('reports that a profile is gone', () => {
    assert.match(explainError(new ProfileGoneError()).message, /no longer exists/);
  });

  it('names an object that changed during its download, and the next step', () => {
    assert.equal(
      explainError(new ObjectChangedError('a.txt')).message,
      'Couldn\'t download "a.txt": the object changed during the download. Download it again.',
    );
  });

  it('explains an invalid input, and which one it is', () => {
    const error = new InvalidInputError('bucket', 'No {0} here.', ['bucket']);
    assert.deepEqual(explainError(error), {
      message: 'No bucket here.',
      details: 'InvalidInput bucket: No bucket here.',
    });
  });

  it('shows any other thrown value', () => {
    const error = new Error('oops', { cause: new TypeError('deep') });
    const { message, details } = explainError(error);
    assert.equal(message, 'Unexpected error: oops');
    assert.ok(details.startsWith('Error: oops') && details.endsWith('caused by TypeError: deep'));
    assert.deepEqual(explainError('text'), { message: 'Unexpected error: text', details: 'text' });
  });

  it('shows no link, at any position in a text', () => {
    const errors = [
      new Error(`fetch of ${link} failed`, { cause: new Error(link) }),
      new TransportError('ConnectionFailed', 'host', { cause: new Error(link) }),
      new SecretStorageError({ cause: new Error(link) }),
      new InvalidInputError('key', 'Not {0}.', [link]),
      new OssError({
        operation: 'GetObject',
        code: 'X',
        status: 400,
        serverMessage: link,
        details: new Map([['Url', link]]),
      }),
      link,
    ];
    for (const error of errors) {
      const { message, details } = explainError(error);
      for (const secret of ['fakesignature0123', 'fake-id', 'fake-token']) {
        assert.ok(!message.includes(secret), `${secret} in ${message}`);
        assert.ok(!details.includes(secret), `${secret} in ${details}`);
      }
    }
  });
});
describe('checkInput', () => {
  it('accepts what the validator accepts', () => {
    assert.equal(
      checkInput(() => 'whatever', 'text'),
      undefined,
    );
  });

  it('returns the reason of the validator, which receives the text', () => {
    const check = checkInput((text) => {
      throw new InvalidInputError('x', 'Not {0}.', [text]);
    }, 'this');
    assert.deepEqual(check, { severity: 'error', message: 'Not this.' });
  });

  it('rethrows any other error', () => {
    const bug = new TypeError('a bug');
    assert.throws(
      () =>
        checkInput(() => {
          throw bug;
        }, ''),
      bug,
    );
    assert.throws(() => inputErrorText(bug), bug);
  });
});
