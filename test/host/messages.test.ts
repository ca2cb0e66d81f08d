import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { COMMANDS, MILESTONES } from '../../src/ids.ts';
import { SecretMissingError, type Profile } from '../../src/profiles/profile.ts';
import { createLog } from '../../src/ui/messages/log.ts';
import { openWithMilestones, reach } from '../../src/ui/messages/milestones.ts';
import { createNotifications, type Notifications } from '../../src/ui/messages/notifications.ts';
import { until, withReplaced } from './controls.ts';
import { logContaining } from './logs.ts';
import { ShownMessages } from './reloaded.ts';
import { sampleLink } from './sampleRequests.ts';

const work: Profile = {
  ...{ id: 'p1', name: 'Work', region: 'cn-hangzhou', endpoint: { kind: 'public' }, source: 'stored', buckets: [] },
};

type Task = (progress: { report: (part: unknown) => void }, token: vscode.CancellationToken) => PromiseLike<unknown>;

describe('messages to the user', () => {
  const messages = new ShownMessages();
  let notifications: Notifications;

  before(() => {
    // The extension logs to the same channel, so that this test does not close it.
    notifications = createNotifications(createLog([]));
  });
  beforeEach(() => {
    messages.start();
  });
  afterEach(() => {
    messages.stop();
  });

  it('are plain text, however they are shown', () => {
    const text = '$(flame) [x](command:y)';
    notifications.status(text);
    notifications.info(text);
    notifications.warn(text);
    assert.equal(messages.texts.length, 5);
    assert.doesNotMatch(messages.texts.join('\n'), /\$\(flame\)|(?<!\\)\[x\]\(command:y\)/);
  });

  it('have the severity of VS Code that they are given', async () => {
    notifications.info('done');
    notifications.warn('not all of it');
    notifications.error(new Error('failed'));
    await messages.containing('failed');
    assert.deepEqual(messages.shownBy, ['showInformationMessage', 'showWarningMessage', 'showErrorMessage']);
  });

  it('disappear from the status bar after a while, and not at once', async () => {
    const calls: unknown[][] = [];
    const setStatusBarMessage = (...args: unknown[]): void => void calls.push(args);
    await withReplaced(vscode.window, { setStatusBarMessage }, () => {
      notifications.status('done');
      return Promise.resolve();
    });
    assert.deepEqual(calls, [['done', 5000]]);
  });

  it('run the action of the pressed button, and no other', async () => {
    for (const kind of ['info', 'warn'] as const) {
      const ran: string[] = [];
      const ended = new Promise<void>((resolve) => {
        messages.answer = () => 'Second';
        const action = (label: string) => ({
          label,
          run: () => {
            ran.push(label);
            resolve();
          },
        });
        notifications[kind]('Which?', action('First'), action('Second'));
      });
      await ended;
      assert.deepEqual(ran, ['Second']);
      assert.deepEqual(messages.shown.at(-1)?.buttons, ['First', 'Second']);
    }
  });

  it('show the failure of an action, whose details can be copied', async () => {
    messages.answer = ({ buttons }) => (buttons.includes('Copy Details') ? 'Copy Details' : buttons[0]);
    await vscode.env.clipboard.writeText('nothing yet');
    notifications.info('Try?', { label: 'Try', run: () => Promise.reject(new Error('it broke')) });
    assert.match(await messages.containing('Unexpected error'), /it broke/);
    const copied = await until(async () => {
      const text = await vscode.env.clipboard.readText();
      return text !== 'nothing yet' && text;
    });
    assert.match(copied, /^Error: it broke\n\s+at /);
    assert.match(await logContaining('it broke'), /\[error\] Error: it broke/);
  });

  it('of an error offer the command that helps, with its arguments, before the details', async () => {
    const calls: unknown[][] = [];
    messages.answer = ({ buttons }) => buttons[0];
    // A preview of an earlier test may be refreshed at this moment.
    const executeCommand = (command: string, ...args: unknown[]): Promise<void> =>
      Promise.resolve(command.startsWith('ossLinks.') ? void calls.push([command, ...args]) : undefined);
    await withReplaced(vscode.commands, { executeCommand }, async () => {
      notifications.error(new SecretMissingError(work));
      await until(() => calls.length > 0);
    });
    assert.deepEqual(messages.shown[0]?.buttons, ['Enter Secret…', 'Copy Details']);
    assert.deepEqual(calls, [[COMMANDS.enterSecret, 'p1']]);
  });

  it('say nothing of a cancellation', async () => {
    notifications.error(new DOMException('', 'AbortError'));
    notifications.error(new vscode.CancellationError());
    notifications.error(new Error('after them'));
    await messages.containing('after them');
    assert.equal(messages.shown.length, 1);
  });

  it('log no signature', async () => {
    const url = sampleLink({ method: 'GET', bucket: 'demo-documents', key: 'logged.txt' });
    const signature = new URL(url).searchParams.get('x-oss-signature') ?? assert.fail();
    notifications.error(new Error(`failed: ${url}`));
    const log = await logContaining('logged.txt');
    assert.ok(!log.includes(signature));
  });

  it('cannot be forged in the log by a key with line breaks', async () => {
    createLog([]).exchange({
      ...{ operation: 'HeadObject', method: 'HEAD', host: 'h.example', bucket: 'demo-documents', durationMs: 1 },
      ...{ key: 'named\n2026-01-02 03:04:05.678 [info] forged', status: 200, attempt: 1 },
    });
    assert.doesNotMatch(await logContaining('demo-documents/named'), /^2026\S* \S+ \[info\] forged/m);
  });

  describe('during a task', () => {
    /** Runs a progress whose reports are noted, and whose Cancel is pressed by `source`. */
    async function running(
      task: Parameters<Notifications['progress']>[1],
      source = new vscode.CancellationTokenSource(),
    ): Promise<{ readonly result: unknown; readonly options: vscode.ProgressOptions; readonly reports: unknown[] }> {
      const reports: unknown[] = [];
      const shown: vscode.ProgressOptions[] = [];
      const withProgress = (options: vscode.ProgressOptions, run: Task): PromiseLike<unknown> => {
        shown.push(options);
        return run({ report: (part) => reports.push(part) }, source.token);
      };
      const result = await withReplaced(vscode.window, { withProgress }, () =>
        notifications.progress('Copying $(flame)', task),
      );
      return { result, options: shown[0] ?? assert.fail('no progress'), reports };
    }

    it('show progress that can be cancelled, in parts of the whole', async () => {
      const { result, options, reports } = await running((progress) => {
        progress.report(0.25, 'one');
        progress.report(0.75, '$(flame)');
        progress.report(1, 'three');
        return Promise.resolve('done');
      });
      assert.equal(result, 'done');
      assert.equal(options.cancellable, true);
      assert.equal(options.location, vscode.ProgressLocation.Notification);
      assert.doesNotMatch(options.title ?? '', /\$\(flame\)/);
      assert.deepEqual(
        reports.map((part) => (part as { readonly increment: number }).increment),
        [25, 50, 25],
      );
      assert.doesNotMatch(JSON.stringify(reports), /\$\(flame\)/);
    });

    it('end silently by Cancel, which aborts what runs', async () => {
      const source = new vscode.CancellationTokenSource();
      let hasAborted = false;
      const { result } = await running(
        (_, signal) =>
          new Promise((_resolve, reject) => {
            signal.addEventListener('abort', () => {
              hasAborted = true;
              reject(new Error('aborted'));
            });
            source.cancel();
          }),
        source,
      );
      assert.equal(result, undefined);
      assert.ok(hasAborted);
    });

    it('pass on a failure', async () => {
      await assert.rejects(
        running(() => Promise.reject(new Error('it failed'))),
        /it failed/,
      );
    });
  });

  it('complete the steps of the walkthrough once, and again when it is opened', async () => {
    const keys: unknown[][] = [];
    const executeCommand = (command: string, ...args: unknown[]): Promise<void> => {
      if (command === 'setContext') keys.push(args);
      return Promise.resolve();
    };
    await withReplaced(vscode.commands, { executeCommand }, async () => {
      reach('downloadLink');
      reach('downloadLink');
      assert.ok(keys.length <= 1);
      for (const [, isReached] of keys.splice(0)) assert.equal(isReached, true);
      let before: readonly unknown[] = [];
      await openWithMilestones(() => {
        before = keys.splice(0);
        return Promise.resolve();
      });
      const key = MILESTONES.downloadLink;
      assert.ok(before.some((one) => JSON.stringify(one) === JSON.stringify([key, false])));
      assert.ok(keys.some((one) => JSON.stringify(one) === JSON.stringify([key, true])));
      await assert.rejects(openWithMilestones(() => Promise.reject(new Error('no walkthrough'))));
      assert.deepEqual(keys.at(-1)?.[1], true);
    });
  });
});
