import assert from 'node:assert/strict';
import { OssError, TransportError } from '../../../../src/oss/errors/errors.ts';
import { SecretMissingError, type Profile } from '../../../../src/profiles/profile.ts';
import { CredentialSourceError } from '../../../../src/profiles/sources/sourceError.ts';
import { ListingCancelledError } from '../../../../src/tree/listing.ts';
import { bucketNode, profileNode, type ContainerNode, type ProblemNode } from '../../../../src/tree/nodes.ts';
import type { ProblemText } from '../../../../src/features/explorer/explorerProvider.ts';
import { problemText } from '../../../../src/features/explorer/problemText.ts';

const profile = profileNode('p1');
const bucket = bucketNode(profile, 'docs', { added: true });
const work: Profile = {
  id: 'p1',
  name: 'Work',
  region: 'cn-hangzhou',
  endpoint: { kind: 'public' },
  buckets: [],
  source: 'stored',
};
const denied = new OssError({
  operation: 'ListBuckets',
  code: 'AccessDenied',
  status: 403,
  serverMessage: 'You have no right.',
  requestId: '65F0',
});
const lacksList = new OssError({ operation: 'ListObjectsV2', code: 'AccessDenied', status: 403, requestId: '65F0' });
const unpaid = new OssError({
  operation: 'ListObjectsV2',
  code: 'UserDisable',
  status: 403,
  serverMessage: 'You have no right.',
  requestId: '65F0',
});
const problem = (error: unknown, parent: ContainerNode): ProblemNode => ({ kind: 'problem', id: 'x', error, parent });
const textOf = (node: ProblemNode): ProblemText => problemText(node, [work]);

describe('problemText', () => {
  it('offers to enter a missing secret', () => {
    const { label, command } = textOf(problem(new SecretMissingError(work), profile));
    assert.match(label, /^Secret/);
    assert.equal(command.name, 'enterSecret');
  });

  it('offers to enter the secret that OSS rejects, unless it is changed elsewhere', () => {
    const ended = new OssError({
      operation: 'ListBuckets',
      code: 'SecurityTokenExpired',
      status: 403,
      serverMessage: 'The security token you provided has expired.',
    });
    const { label, details, command } = textOf(problem(ended, profile));
    assert.equal(label, 'Temporary credentials expired');
    assert.match(details, /^Get new temporary credentials/);
    assert.deepEqual(command, { name: 'enterSecret', title: 'Enter Secret…' });
    const elsewhere: readonly Profile[] = [
      { ...work, credentialSource: { tool: 'ossutil', profile: 'default' } },
      { ...work, source: 'environment' },
    ];
    for (const one of elsewhere) assert.equal(problemText(problem(ended, profile), [one]).command.name, 'refresh');
  });

  it('names what is wrong with a credential source in few words, and its next step in the details', () => {
    const silent = textOf(problem(new CredentialSourceError('ServiceSilent', 'ENOTFOUND'), profile));
    assert.equal(silent.label, "Couldn't get temporary credentials");
    assert.match(silent.details, /temporary credentials: ENOTFOUND\. Check your network and proxy\./);
    const labels = (
      [
        'CommandMissing',
        'CommandFailed',
        'CommandTimeout',
        'TokenFileUnreadable',
        'NoInstanceRole',
        'FieldMissing',
        'ProfileMissing',
        'TokenEnded',
        'ServiceRefused',
        'RoleRefused',
        'RoleAllowsLess',
        'FileUnreadable',
        'FileMalformed',
      ] as const
    ).map((code) => textOf(problem(new CredentialSourceError(code, 'a', 'b', 'c'), profile)).label);
    assert.deepEqual(labels, [
      'Credential command not found',
      'Credential command failed',
      'Credential command failed',
      'OIDC token file unreadable',
      'No such role on this ECS instance',
      'Profile incomplete in its file',
      'Profile incomplete in its file',
      'Temporary credentials expired',
      'Temporary credentials refused',
      'Temporary credentials refused',
      'Temporary credentials refused',
      'Credentials file unreadable',
      'Credentials file unreadable',
    ]);
  });

  it('offers to review a credential command that is not approved', () => {
    const { label, details, command } = textOf(problem(new CredentialSourceError('CommandNotAgreed'), profile));
    assert.equal(label, 'Credential command not approved');
    assert.equal(details, 'The credential command of this profile is not approved. Review it first.');
    assert.deepEqual(command, { name: 'reviewCommand', title: 'Review Command…' });
  });

  for (const code of ['BaseGone', 'BaseInCircle'] as const) {
    it(`offers to edit the profile of a role without a usable base profile: ${code}`, () => {
      const { label, details, command } = textOf(problem(new CredentialSourceError(code, 'Role'), profile));
      assert.equal(label, 'Base profile of the role missing');
      assert.match(details, /"Role".*select another one/);
      assert.deepEqual(command, { name: 'editProfile', title: 'Edit Profile…' });
    });
  }

  it('offers a retry for other failures of a credential source, whose cause is the label', () => {
    const { label, command } = textOf(problem(new CredentialSourceError('OutputMalformed'), profile));
    assert.equal(label, 'The credential command printed no credentials.');
    assert.equal(command.name, 'refresh');
  });

  it('offers a retry after a canceled listing', () => {
    const { label, command } = textOf(problem(new ListingCancelledError(), bucket));
    assert.equal(label, 'The listing was canceled');
    assert.deepEqual(command, { name: 'refresh', title: 'Retry' });
  });

  for (const [code, status, expected] of [
    ['InvalidAccessKeyId', 403, "The AccessKey ID doesn't exist"],
    ['SignatureDoesNotMatch', 403, 'AccessKey secret probably wrong'],
    ['InvalidSecurityToken', 403, 'Temporary credentials expired'],
    ['NoSuchBucket', 404, "The bucket doesn't exist"],
  ] as const) {
    it(`names the cause of ${code}`, () => {
      const error = new OssError({ operation: 'ListObjectsV2', code, status, serverMessage: 'As OSS says.' });
      assert.equal(textOf(problem(error, bucket)).label, expected);
    });
  }

  it('offers to add buckets by name if listing buckets is denied', () => {
    const { label, command } = textOf(problem(denied, profile));
    assert.match(label, /No permission to list buckets/);
    assert.equal(command.name, 'addBucket');
  });

  it('names the missing permission, and offers the policy for it', () => {
    const { label, details, command } = textOf(problem(lacksList, bucket));
    assert.equal(label, 'Missing oss:ListObjects');
    assert.match(details, /RequestId: 65F0/);
    assert.equal(command.name, 'copyPolicy');
  });

  it('explains that a proxy responded, that OSS is busy, or that nothing responded, and offers the profile only if it names the host', () => {
    const page = new OssError({ operation: 'ListBuckets', code: 'BadErrorResponse', status: 403 });
    assert.equal(textOf(problem(page, profile)).label, 'Web page instead of an OSS response (proxy or sign-in?)');
    const busy = new OssError({ operation: 'ListBuckets', code: 'SlowDown', status: 503, serverMessage: 'Please.' });
    assert.equal(textOf(problem(busy, profile)).label, 'OSS is temporarily unavailable');
    const many = new OssError({ operation: 'ListBuckets', code: 'TooManyRequests', status: 429 });
    assert.equal(textOf(problem(many, profile)).label, 'OSS is temporarily unavailable');
    for (const [code, expected] of [
      ['ConnectionRefused', 'Connection refused'],
      ['HostNotFound', 'Host not found'],
      ['TlsError', 'Certificate not trusted'],
      ['Timeout', "The server didn't respond"],
      ['ProxyError', 'The proxy refused the connection'],
      ['BodyTruncated', 'Connection lost'],
      ['ConnectionFailed', 'Connection lost'],
      ['ConnectionReset', 'Connection lost'],
      ['ProtocolError', 'Connection lost'],
    ] as const) {
      assert.equal(textOf(problem(new TransportError(code, 'oss.example'), profile)).label, expected);
    }
    const refused = problem(new TransportError('HostNotFound', 'oss.example'), profile);
    const atHost = (endpoint: Profile['endpoint']): string =>
      problemText(refused, [{ ...work, endpoint }]).command.title;
    assert.equal(atHost({ kind: 'custom', url: 'https://oss.example' }), 'Edit Profile…');
    assert.equal(atHost({ kind: 'internal' }), 'Edit Profile…');
    // Its own hosts are there: this computer is offline.
    assert.equal(atHost({ kind: 'public' }), 'Retry');
    assert.equal(atHost({ kind: 'accelerate' }), 'Retry');
    assert.equal(problemText(refused, [{ ...work, source: 'environment' }]).command.name, 'refresh');
  });

  it('offers a custom domain if OSS serves the data only there', () => {
    const refused = new OssError({ operation: 'ListObjectsV2', code: 'PublicEndpointForbidden', status: 400 });
    const { label, details, command } = textOf(problem(refused, bucket));
    assert.match(label, /^Custom domain/);
    assert.match(details, /Bind a custom domain \(CNAME\)/);
    assert.equal(command.name, 'chooseLinkHost');
  });

  it('offers a retry for all other errors, with our message in the row and that of OSS below it', () => {
    const { label, details, command } = textOf(problem(unpaid, bucket));
    assert.equal(label, 'OSS refused the request: UserDisable');
    assert.match(details, /RequestId: 65F0/);
    assert.equal(command.name, 'refresh');
  });

  it('shows the code of other OSS errors, and the message of other failures', () => {
    const silent = new OssError({ operation: 'ListObjectsV2', code: 'Odd', status: 400 });
    assert.equal(textOf(problem(silent, bucket)).label, 'OSS refused the request: Odd');
    assert.match(textOf(problem(new Error('oops'), bucket)).label, /oops/);
  });
});
