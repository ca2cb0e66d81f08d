import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { prompts } from '../../src/ui/prompts/prompts.ts';
import { BACK, type Choice, type InputButton } from '../../src/ui/prompts/questions.ts';
import { until, withReplaced } from './controls.ts';

const choiceOf = (label: string): Choice<string> => ({ label, value: label });
const place = { title: 'Title', placeholder: 'Select one' };
const enter = (): Thenable<unknown> => vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');

/** Quick input that a question shows, and what a user does with it, for which VS Code has no API. */
interface Shown<Q extends vscode.QuickInput> {
  readonly input: Q;
  readonly press: (button: vscode.QuickInputButton) => void;
  readonly type: (text: string) => void;
}

/** Asks a question, and resolves to the quick input that VS Code shows for it. */
async function shown<Q extends vscode.QuickInput>(
  name: 'createQuickPick' | 'createInputBox',
  ask: () => Promise<unknown>,
): Promise<Shown<Q>> {
  const real = vscode.window[name];
  let input: Q | undefined;
  const [onPress, onType] = [new vscode.EventEmitter<vscode.QuickInputButton>(), new vscode.EventEmitter<string>()];
  const create = (): Q => {
    const made = Reflect.apply(real, vscode.window, []) as unknown as Q;
    Object.defineProperty(made, 'onDidTriggerButton', { value: onPress.event });
    if (name === 'createInputBox') Object.defineProperty(made, 'onDidChangeValue', { value: onType.event });
    // VS Code's own values are true from the beginning, and reach no window before they are assigned.
    for (const property of ['ignoreFocusOut', 'matchOnDescription', 'matchOnDetail']) {
      Object.defineProperty(made, property, { value: false, writable: true });
    }
    return (input = made);
  };
  await withReplaced(vscode.window, { [name]: create }, () => {
    void ask();
    return Promise.resolve();
  });
  return {
    input: input ?? assert.fail('nothing is shown'),
    press: (button) => {
      onPress.fire(button);
    },
    type: (text) => {
      Object.assign(input ?? {}, { value: text });
      onType.fire(text);
    },
  };
}

/** Resolves once VS Code has handled what was sent to it. */
const settled = (): Thenable<unknown> => vscode.commands.executeCommand('setContext', 'test.settled', true);

describe('a list of choices', () => {
  type Pick = vscode.QuickPick<vscode.QuickPickItem>;
  const open = (ask: () => Promise<unknown>) => shown<Pick>('createQuickPick', ask);

  it('shows title, steps, headings, icons and the active choice, names as text, and answers with the accepted one', async () => {
    let answer: Promise<unknown> = Promise.resolve();
    const { input } = await open(
      () =>
        (answer = prompts.pick({
          ...{ ...place, title: 'T\u202e', step: 2, totalSteps: 3 },
          choices: [
            { heading: 'Here' },
            { ...choiceOf('$(flame) one'), description: '$(flame)', detail: 'a\u202eb', icon: 'key' },
            choiceOf('two'),
          ],
          activeLabel: 'two',
        })),
    );
    assert.deepEqual([input.title, input.step, input.totalSteps], ['T\\u202e', 2, 3]);
    assert.equal(input.placeholder, 'Select one');
    const [heading, one] = input.items;
    assert.equal(heading?.kind, vscode.QuickPickItemKind.Separator);
    for (const text of [one?.label, one?.description]) assert.doesNotMatch(text ?? '$(flame)', /\$\(flame\)/);
    assert.equal(one?.detail, 'a\\u202eb');
    assert.deepEqual(one.iconPath, new vscode.ThemeIcon('key'));
    assert.ok(input.matchOnDescription && input.matchOnDetail);
    await enter();
    assert.equal(await answer, 'two');
  });

  it('offers a choice for the typed text, before the others or after them', async () => {
    for (const typedIsLast of [false, true]) {
      let answer: Promise<unknown> = Promise.resolve();
      const { input } = await open(
        () =>
          (answer = prompts.pick({
            ...place,
            choices: [choiceOf('one')],
            typed: (text) => choiceOf(`typed ${text}`),
            typedIsLast,
          })),
      );
      input.value = ' x ';
      await until(() => input.items.length === 2);
      const labels = input.items.map(({ label }) => label);
      assert.deepEqual(labels, typedIsLast ? ['one', 'typed x'] : ['typed x', 'one']);
      // The others do not match the text, so the typed one is what VS Code still shows.
      await settled();
      await enter();
      assert.equal(await answer, 'typed x');
    }
  });

  it('goes back by the button, which is there only if there is a way back, and is silent when closed', async () => {
    let answer: Promise<unknown> = Promise.resolve();
    const first = await open(() => (answer = prompts.pick({ ...place, choices: [choiceOf('one')] })));
    assert.deepEqual(first.input.buttons, []);
    first.input.hide();
    assert.equal(await answer, undefined);
    const second = await open(() => (answer = prompts.pick({ ...place, canGoBack: true, choices: [choiceOf('one')] })));
    assert.deepEqual(second.input.buttons, [vscode.QuickInputButtons.Back]);
    second.press(vscode.QuickInputButtons.Back);
    assert.equal(await answer, BACK);
  });

  it('stays open without the focus only where a value comes from another window', async () => {
    for (const staysOpen of [true, false]) {
      const { input } = await open(() => prompts.pick({ ...place, staysOpen, choices: [choiceOf('one')] }));
      assert.equal(input.ignoreFocusOut, staysOpen);
      input.hide();
    }
  });

  it('with boxes begins with those that are checked, and answers with all checked ones', async () => {
    let answer: Promise<unknown> = Promise.resolve();
    const { input } = await open(
      () =>
        (answer = prompts.pickMany({
          ...place,
          choices: [
            { ...choiceOf('one'), picked: true },
            { ...choiceOf('two'), picked: false },
            { ...choiceOf('three'), picked: true },
          ],
        })),
    );
    assert.ok(input.canSelectMany);
    await settled();
    await enter();
    assert.deepEqual(await answer, ['one', 'three']);
  });

  it('that loads shows the failure of its load to the caller', async () => {
    let answer: Promise<unknown> = Promise.resolve();
    await open(() => (answer = prompts.pickLive({ ...place, load: () => Promise.reject(new Error('no connection')) })));
    await assert.rejects(answer, /no connection/);
  });

  it('that loads more puts it in the place of the choice, and keeps the list open', async () => {
    let answer: Promise<unknown> = Promise.resolve();
    const { input } = await open(
      () =>
        (answer = prompts.pickLive({
          ...place,
          load: () =>
            Promise.resolve([choiceOf('one'), { label: 'More', more: () => Promise.resolve([choiceOf('other')]) }]),
        })),
    );
    await until(() => input.items.length === 2 && !input.busy);
    const more = input.items[1] ?? assert.fail();
    input.activeItems = [more];
    await settled();
    await enter();
    await until(() => input.items.some(({ label }) => label === 'other'));
    assert.deepEqual(
      input.items.map(({ label }) => label),
      ['one', 'other'],
    );
    await settled();
    await enter();
    assert.equal(await answer, 'other');
  });
});

describe('a box', () => {
  const open = (ask: () => Promise<unknown>) => shown<vscode.InputBox>('createInputBox', ask);
  const question = { title: 'Title', prompt: 'Type $(flame)' };

  it('begins with its value, whose name is selected, and answers with the trimmed text', async () => {
    let answer: Promise<unknown> = Promise.resolve();
    const { input } = await open(
      () => (answer = prompts.input({ ...question, placeholder: 'a\u202eb', value: 'plan.md', selected: 'plan' })),
    );
    assert.doesNotMatch(input.prompt ?? '$(flame)', /\$\(flame\)/);
    assert.equal(input.placeholder, 'a\\u202eb');
    assert.deepEqual(input.valueSelection, [0, 4]);
    assert.deepEqual([input.password, input.ignoreFocusOut], [false, false]);
    input.value = '  notes.md ';
    await settled();
    await enter();
    assert.equal(await answer, 'notes.md');
  });

  it('shows what is wrong as a user types, is not accepted with an error, and is with a warning', async () => {
    let answer: Promise<unknown> = Promise.resolve();
    const { input, type } = await open(
      () =>
        (answer = prompts.input({
          ...{ ...question, value: 'bad' },
          check: (text) =>
            text === 'fine'
              ? undefined
              : { severity: text === 'odd' ? 'warning' : 'error', message: `${text} $(flame)` },
        })),
    );
    const severity = (): unknown =>
      typeof input.validationMessage === 'object' ? input.validationMessage.severity : input.validationMessage;
    const { Error, Warning } = vscode.InputBoxValidationSeverity;
    assert.equal(severity(), Error);
    assert.doesNotMatch(JSON.stringify(input.validationMessage), /[^\\]\$\(flame\)"/);
    await settled();
    await enter();
    await settled();
    type('fine');
    assert.equal(severity(), undefined);
    type(' odd ');
    assert.equal(severity(), Warning);
    await enter();
    assert.equal(await answer, 'odd');
  });

  it('of a secret hides it until the eye is pressed, and stays when the focus moves', async () => {
    let answer: Promise<unknown> = Promise.resolve();
    const { input, press } = await open(() => (answer = prompts.input({ ...question, secret: true })));
    assert.deepEqual([input.password, input.ignoreFocusOut], [true, true]);
    const [eye] = input.buttons;
    assert.equal(eye?.tooltip, 'Show or Hide');
    press(eye);
    assert.equal(input.password, false);
    press(eye);
    assert.equal(input.password, true);
    input.hide();
    assert.equal(await answer, undefined);
  });

  it('answers with the value of a pressed button', async () => {
    const other: unique symbol = Symbol('other');
    let answer: Promise<unknown> = Promise.resolve();
    const buttons: readonly InputButton<typeof other>[] = [{ icon: 'folder', tooltip: 'Other…', value: other }];
    const { input, press } = await open(
      () => (answer = prompts.input<typeof other>({ ...question, canGoBack: true, buttons })),
    );
    const [back, button] = input.buttons;
    assert.equal(back, vscode.QuickInputButtons.Back);
    assert.deepEqual([button?.tooltip, button?.iconPath], ['Other…', new vscode.ThemeIcon('folder')]);
    press(button ?? assert.fail());
    assert.equal(await answer, other);
  });
});

describe('a question with buttons', () => {
  it('is modal with its detail, and beside the editors where the user looks at them first', async () => {
    const calls: unknown[][] = [];
    const note =
      (name: string) =>
      (...args: unknown[]): Promise<string> => {
        calls.push([name, ...args]);
        return Promise.resolve('Yes');
      };
    const members = { showWarningMessage: note('warning'), showErrorMessage: note('error') };
    await withReplaced(vscode.window, members, async () => {
      const answers = ['Yes', 'No'] as const;
      assert.equal(await prompts.decide({ message: 'A\u202e?', detail: 'b\u202e\nc', answers }), 'Yes');
      await prompts.decide({ message: 'A?', answers });
      await prompts.decide({ message: '$(flame)?', answers, isBeside: true });
    });
    assert.deepEqual(calls.slice(0, 2), [
      ['warning', 'A\\u202e?', { modal: true, detail: 'b\\u202e\nc' }, 'Yes', 'No'],
      ['warning', 'A?', { modal: true }, 'Yes', 'No'],
    ]);
    assert.equal(calls[2]?.[0], 'error');
    assert.doesNotMatch(String(calls[2][1]), /\$\(flame\)/);
  });
});
