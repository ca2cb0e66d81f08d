import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import {
  isCancellation,
  BACK,
  type Answer,
  type Choice,
  type Decision,
  type Heading,
  type InputButton,
  type InputCheck,
  type InputQuestion,
  type LiveChoice,
  type LivePickQuestion,
  type PickManyQuestion,
  type PickQuestion,
  type StepInfo,
  type Prompts,
} from './questions.ts';
import { plainText, visibleControls } from '../../text/plainText.ts';

/** Delay of a search after the last keystroke. */
const TYPING_PAUSE_MS = 250;

interface Item<T> extends vscode.QuickPickItem {
  readonly choice?: Choice<T>;
}

interface LiveItem<T> extends vscode.QuickPickItem {
  readonly choice: LiveChoice<T>;
}

const SEVERITIES = {
  error: vscode.InputBoxValidationSeverity.Error,
  warning: vscode.InputBoxValidationSeverity.Warning,
  info: vscode.InputBoxValidationSeverity.Info,
};

/** Prompts of VS Code's quick picks, input boxes and modal messages. */
export const prompts: Prompts = {
  pick<T>(question: PickQuestion<T>): Promise<Answer<T>> {
    const picker = vscode.window.createQuickPick<Item<T>>();
    picker.placeholder = visibleControls(question.placeholder);
    picker.matchOnDescription = true;
    picker.matchOnDetail = true;
    const items = question.choices.map(toItem);
    picker.items = items;
    const active = items.find(({ choice }) => choice && choice.label === question.activeLabel);
    if (active) picker.activeItems = [active];
    const { typed } = question;
    if (typed) {
      picker.onDidChangeValue((text) => {
        const choice = text.trim() === '' ? undefined : typed(text.trim());
        const typedItems = choice ? [{ ...toItem(choice), alwaysShow: true }] : [];
        picker.items = question.typedIsLast === true ? [...items, ...typedItems] : [...typedItems, ...items];
      });
    }
    return show(picker, question, () => picker.selectedItems[0]?.choice?.value);
  },

  pickMany<T>(question: PickManyQuestion<T>): Promise<Answer<readonly T[]>> {
    const picker = vscode.window.createQuickPick<Item<T>>();
    picker.placeholder = visibleControls(question.placeholder);
    picker.canSelectMany = true;
    picker.matchOnDescription = true;
    picker.matchOnDetail = true;
    const items = question.choices.map((choice) => ({ ...toItem(choice), picked: choice.picked }));
    picker.items = items;
    picker.selectedItems = items.filter(({ picked }) => picked);
    return show(picker, question, () => picker.selectedItems.flatMap(({ choice }) => (choice ? [choice.value] : [])));
  },

  pickLive<T>(question: LivePickQuestion<T>): Promise<Answer<T>> {
    const picker = vscode.window.createQuickPick<LiveItem<T>>();
    picker.placeholder = visibleControls(question.placeholder);
    picker.value = question.value ?? '';
    let abort = new AbortController();
    let timer: NodeJS.Timeout | undefined;
    let failure: { readonly error: unknown } | undefined;
    /** Whether the shown choices belong to an earlier text, so that Enter must not accept one. */
    let isOutdated = false;
    /** Whether Enter was pressed before the choices for the text were there. */
    let isEnterPressed = false;
    let taken: { readonly value: T } | undefined;
    /** Takes the choice that an early Enter can only have meant: the one typed in full, or the only one. */
    const takeMeant = (choices: readonly LiveItem<T>[]): void => {
      const text = picker.value.trim();
      const [only, ...others] = choices;
      const meant = choices.find(({ choice }) => choice.label === text) ?? (others.length === 0 ? only : undefined);
      if (!meant || !('value' in meant.choice)) return;
      taken = { value: meant.choice.value };
      picker.hide();
    };
    /** Shows the loaded choices after `kept`, unless another load begins or the picker closes. */
    const load = async (
      loading: (signal: AbortSignal) => Promise<readonly LiveChoice<T>[]>,
      kept: readonly LiveItem<T>[] = [],
    ): Promise<void> => {
      abort.abort();
      abort = new AbortController();
      const { signal } = abort;
      picker.busy = true;
      try {
        const added = (await loading(signal)).map(toLiveItem);
        if (signal.aborted) return;
        picker.items = [...kept, ...added];
        isOutdated = false;
        const [first] = added;
        if (kept.length > 0 && first) picker.activeItems = [first];
        picker.busy = false;
        if (isEnterPressed) takeMeant(added);
        isEnterPressed = false;
      } catch (error) {
        // An aborted load is not a failure.
        if (isCancellation(error)) return;
        failure = { error };
        picker.hide();
      }
    };
    picker.onDidChangeValue((text) => {
      clearTimeout(timer);
      abort.abort();
      isOutdated = true;
      isEnterPressed = false;
      picker.busy = true;
      timer = setTimeout(() => void load((signal) => question.load(text, signal)), TYPING_PAUSE_MS);
    });
    void load((signal) => question.load(picker.value, signal));
    const accepted = (): T | undefined => {
      if (isOutdated) {
        isEnterPressed = true;
        return undefined;
      }
      const [choice] = picker.selectedItems.map((item) => item.choice);
      if (!choice || 'value' in choice) return choice?.value;
      void load(
        choice.more,
        picker.items.filter((item) => item.choice !== choice),
      );
      return undefined;
    };
    return show(picker, question, accepted, {
      onEnd: () => {
        clearTimeout(timer);
        abort.abort();
      },
    }).then((answer) => {
      if (failure) throw failure.error;
      return taken ? taken.value : answer;
    });
  },

  input<B extends symbol = never>(question: InputQuestion<B>): Promise<Answer<string | B>> {
    const box = vscode.window.createInputBox();
    box.prompt = plainText(question.prompt);
    if (question.placeholder !== undefined) box.placeholder = visibleControls(question.placeholder);
    box.value = question.value ?? '';
    const start = question.selected === undefined ? -1 : box.value.indexOf(question.selected);
    if (question.selected !== undefined && start >= 0) box.valueSelection = [start, start + question.selected.length];
    box.password = question.secret ?? false;
    box.ignoreFocusOut = question.secret ?? false;
    const check = (): InputCheck | undefined => question.check?.(box.value.trim());
    const showCheck = (): void => {
      const found = check();
      box.validationMessage = found && { message: plainText(found.message), severity: SEVERITIES[found.severity] };
    };
    box.onDidChangeValue(showCheck);
    if (box.value !== '') showCheck();
    return show<string | B>(
      box,
      question,
      () => {
        showCheck();
        return check()?.severity === 'error' ? undefined : box.value.trim();
      },
      { buttons: [...(question.secret === true ? [eyeButton(box)] : []), ...(question.buttons ?? []).map(toButton)] },
    );
  },

  async decide<T extends string>({ message, detail, answers, isBeside }: Decision<T>): Promise<T | undefined> {
    // An error with buttons stays until it is answered.
    if (isBeside === true) return vscode.window.showErrorMessage<T>(plainText(message), ...answers);
    const shownDetail = detail?.split('\n').map(visibleControls).join('\n');
    const options = shownDetail === undefined ? { modal: true } : { modal: true, detail: shownDetail };
    return vscode.window.showWarningMessage<T>(visibleControls(message), options, ...answers);
  },
};

/** Shows a quick input until the user accepts a value, goes back or cancels. An accepted `undefined` keeps it open. */
function show<T>(
  input: vscode.QuickInput & Pick<vscode.InputBox, 'buttons' | 'onDidTriggerButton' | 'onDidAccept'>,
  info: StepInfo,
  accepted: () => T | undefined,
  { buttons = [], onEnd }: { readonly buttons?: readonly ActionButton<T>[]; readonly onEnd?: () => void } = {},
): Promise<Answer<T>> {
  input.title = visibleControls(info.title);
  if (info.totalSteps !== undefined && info.totalSteps > 1) {
    input.step = info.step;
    input.totalSteps = info.totalSteps;
  }
  if (info.staysOpen === true) input.ignoreFocusOut = true;
  input.buttons = [...(info.canGoBack === true ? [vscode.QuickInputButtons.Back] : []), ...buttons];
  return new Promise<Answer<T>>((resolve) => {
    input.onDidAccept(() => {
      const value = accepted();
      if (value === undefined) return;
      resolve(value);
      input.hide();
    });
    input.onDidTriggerButton((button) => {
      const action = buttons.find((candidate) => candidate === button);
      if (action?.press) {
        action.press();
        return;
      }
      resolve(action ? action.value : BACK);
      input.hide();
    });
    input.onDidHide(() => {
      resolve(undefined);
      onEnd?.();
      input.dispose();
    });
    input.show();
  });
}

/** Button that returns a value, or acts and keeps the input open. */
interface ActionButton<T> extends vscode.QuickInputButton {
  readonly value?: T;
  readonly press?: () => void;
}

function toButton<B extends symbol>({ icon, tooltip, value }: InputButton<B>): ActionButton<B> {
  return { iconPath: new vscode.ThemeIcon(icon), tooltip, value };
}

/** Button that shows and hides the characters of a box. */
function eyeButton(box: vscode.InputBox): ActionButton<never> {
  return {
    iconPath: new vscode.ThemeIcon('eye'),
    tooltip: l10n.t('Show or Hide'),
    press: () => {
      box.password = !box.password;
    },
  };
}

function toItem<T>(choice: Choice<T> | Heading): Item<T> {
  if ('heading' in choice) return { label: choice.heading, kind: vscode.QuickPickItemKind.Separator };
  return { ...toQuickPickItem(choice), choice };
}

/** Item of a live list. OSS has filtered, so VS Code must not filter again. */
function toLiveItem<T>(choice: LiveChoice<T>): LiveItem<T> {
  return { ...toQuickPickItem(choice), choice, alwaysShow: true };
}

function toQuickPickItem({ label, description, detail, icon }: Omit<Choice<unknown>, 'value'>): vscode.QuickPickItem {
  return {
    label: plainText(label),
    ...(description === undefined ? {} : { description: plainText(description) }),
    ...(detail === undefined ? {} : { detail: plainText(detail) }),
    ...(icon === undefined ? {} : { iconPath: new vscode.ThemeIcon(icon) }),
  };
}
