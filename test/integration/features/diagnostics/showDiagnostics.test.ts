import assert from 'node:assert/strict';
import { withBench } from '../../../support/features/commandBench.ts';

describe('Show Diagnostics on a computer whose clock is slow', () => {
  const bench = withBench({ clockOffsetMs: 90_000 });

  it('shows by how many seconds', async () => {
    await bench().node('docs');
    await bench().run('showDiagnostics');
    const report = bench().documents.get('OSS Presigned Links diagnostics') ?? '';
    assert.match(report, /^- Clock of the service: \+90 s against this one/m);
  });
});

describe('Show Diagnostics', () => {
  const bench = withBench();
  const shown = (): string => bench().documents.get('OSS Presigned Links diagnostics') ?? assert.fail();

  it('shows versions, environment, the use of a proxy, and source, region and host of each profile', async () => {
    await bench().run('showDiagnostics');
    assert.match(shown(), /^# OSS Presigned Links: diagnostics\n\n/);
    const host = new URL(bench().oss.emulator.endpoint('cn-hangzhou')).host;
    for (const row of [
      '- Extension: 0.0.1',
      '- Application: Test Code 1.105.0',
      '- Node: 22.0.0',
      '- Platform: linux x64',
      '- Remote: none',
      '- Extension host: local (UI)',
      '- User interface: desktop',
      '- Workspace trusted: yes',
      '- Hosts that bypass the proxy: 2',
      '- System certificates: 0',
      '- Proxy: with credentials',
      '## Profile 1',
      '- Credentials: stored',
      '- Region: cn-hangzhou',
      `- Endpoint: http://${host}`,
      '- Clock of the service: no answer yet',
    ]) {
      assert.ok(shown().split('\n').includes(row), row);
    }
    assert.deepEqual(bench().oss.exchanges, []);
  });

  it('shows the clock skew of a service that has responded', async () => {
    await bench().node('docs');
    await bench().run('showDiagnostics');
    assert.match(shown(), /^- Clock of the service: \+0 s against this one$/m);
  });

  it('shows settings that affect links, the number of recipes, the kinds of hosts, and link roles', async () => {
    bench().maxValiditySeconds = 7200;
    bench().recipeSettings = {
      user: { Payroll: { validity: '2d' }, Broken: { validity: 'soon' } },
      workspace: { Wiki: { format: 'markdown' } },
      defaults: {},
    };
    const endpoint = { kind: 'custom', url: 'https://payslips.example.com', addressing: 'cname' } as const;
    await bench().linkHosts.setLinkHost({ profileId: 'p1', bucket: 'docs' }, { endpoint });
    await bench().linkHosts.setLinkHost({ profileId: 'p1', bucket: 'logs' }, { endpoint: { kind: 'accelerate' } });
    await bench().linkHosts.setBrowsingHost({ profileId: 'other', bucket: 'logs' }, { endpoint });
    await bench().run('copyGetUrl', [await bench().node('docs', 'readme.txt')]);
    const linkRole = { roleArn: 'acs:ram::1:role/payroll', maxSessionSeconds: 3600, forEveryLink: true };
    await bench().oss.profiles.saveLinkRole('p1', linkRole);
    await bench().run('showDiagnostics');
    for (const row of [
      '- Language: en',
      '- Default validity: 900 s',
      '- Maximum validity: 7200 s',
      '- Maximum validity for language models: 3600 s',
      '- Check links before copying: no',
      '- Deleting: allowed',
      '- User recipes: 2',
      '- Workspace recipes: 1',
      '- Unusable recipes: 1',
      '- Issued links kept: 1',
      '- Hosts chosen for links: custom, accelerate',
      '- Hosts chosen for browsing: none',
      '- Link role: for every link',
    ]) {
      assert.ok(shown().split('\n').includes(row), `${row} in ${shown()}`);
    }
    for (const word of ['ayroll', 'payslips', 'Wiki', 'Broken', 'acs:ram']) assert.ok(!shown().includes(word), word);
    bench().assertNothingLeaked();
  });

  it('shows what is off, limited or missing, so that a report explains what the user sees', async () => {
    await bench().oss.saveProfile({
      ...{ id: 'p2', name: 'Role', endpoint: { kind: 'internal' }, credentialSource: { kind: 'instanceRole' } },
    });
    await bench().oss.profiles.saveLinkRole('p1', {
      roleArn: 'acs:ram::1:role/x',
      maxSessionSeconds: 3600,
      forEveryLink: false,
    });
    bench().maxToolValiditySeconds = Number.POSITIVE_INFINITY;
    bench().allowsDelete = false;
    bench().changeMode = 'off';
    bench().inspector.isCheckedBeforeCopy = true;
    await bench().run('showDiagnostics');
    for (const row of [
      '- Remote: none',
      '- Maximum validity: OSS limit',
      '- Check links before copying: yes',
      '- Changing objects: off',
      '- Deleting: off',
      '- Addressing: by the host',
      '- Hosts chosen for links: none',
      '- Link role: for links that ask for it',
      '- Credentials: instanceRole',
      '- Endpoint: internal',
    ]) {
      assert.ok(shown().split('\n').includes(row), `${row} in ${shown()}`);
    }
  });

  it('contains no secret, no AccessKey ID, and no name of a profile, bucket or object', async () => {
    await bench().oss.saveProfile({
      id: 'p2',
      name: 'Payroll',
      endpoint: { kind: 'custom', url: 'https://payslips.oss-cn-hangzhou.aliyuncs.com/2026.pdf?fake=1' },
    });
    await bench().oss.saveProfile({
      id: 'p3',
      name: 'Odd',
      endpoint: { kind: 'custom', url: 'https://u:pw@example.com' },
    });
    await bench().oss.saveProfile({ name: 'Ledger' });
    await bench().oss.profiles.addBucket('p1', 'secret-bucket/reports/');
    await bench().oss.profiles.showAllBuckets('p1');
    await bench().run('copyGetUrl', [await bench().node('docs', 'readme.txt')]);
    await bench().run('showDiagnostics');
    const text = shown();
    for (const word of [
      'fake',
      'Ledger',
      'Payroll',
      'payslips',
      'secret-bucket',
      'reports',
      'docs',
      'readme',
      '2026',
      'pw',
    ]) {
      assert.ok(!text.includes(word), word);
    }
    assert.match(text, /https:\/\/oss-cn-hangzhou\.aliyuncs\.com/);
    assert.match(text, /cannot be read/);
  });
});
