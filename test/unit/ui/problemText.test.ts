import assert from 'node:assert/strict';
import { OssError } from '../../../src/oss/errors.ts';
import { SecretMissingError } from '../../../src/profiles/profile.ts';
import { bucketNode, profileNode, type ContainerNode, type ProblemNode } from '../../../src/tree/nodes.ts';
import { problemText } from '../../../src/ui/problemText.ts';

const profile = profileNode('p1');
const bucket = bucketNode(profile, 'docs', { added: true });
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

describe('problemText', () => {
  it('leads to the secret where it is missing', () => {
    const { label, command } = problemText(
      problem(
        new SecretMissingError({
          id: 'p1',
          name: 'Work',
          region: 'cn-hangzhou',
          endpoint: { kind: 'public' },
          buckets: [],
          source: 'stored',
        }),
        profile,
      ),
    );
    assert.match(label, /secret/);
    assert.equal(command.name, 'enterSecret');
  });

  it('leads to buckets added by name where listing buckets is denied', () => {
    const { label, command } = problemText(problem(denied, profile));
    assert.match(label, /may not list buckets/);
    assert.equal(command.name, 'addBucket');
  });

  it('names the permission that is missing, and leads to the policy that gives it', () => {
    const { label, details, command } = problemText(problem(lacksList, bucket));
    assert.equal(label, 'This key lacks oss:ListObjects');
    assert.match(details, /RequestId: 65F0/);
    assert.equal(command.name, 'copyPolicy');
  });

  it('leads to a custom domain where OSS gives out the data there only', () => {
    const refused = new OssError({ operation: 'ListObjectsV2', code: 'PublicEndpointForbidden', status: 400 });
    const { label, details, command } = problemText(problem(refused, bucket));
    assert.match(label, /custom domain/);
    assert.match(details, /Bind a custom domain \(CNAME\)/);
    assert.equal(command.name, 'chooseLinkHost');
  });

  it('lets everything else be tried again, the words of OSS in the row and the rest below it', () => {
    const { label, details, command } = problemText(problem(unpaid, bucket));
    assert.equal(label, 'You have no right.');
    assert.match(details, /RequestId: 65F0/);
    assert.equal(command.name, 'refresh');
  });

  it('shows the code where OSS had no words, and the message of other failures', () => {
    const silent = new OssError({ operation: 'ListObjectsV2', code: 'Odd', status: 400 });
    assert.equal(problemText(problem(silent, bucket)).label, 'Odd');
    assert.match(problemText(problem(new Error('oops'), bucket)).label, /oops/);
  });
});
