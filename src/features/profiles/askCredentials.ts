import * as l10n from '@vscode/l10n';
import { validateAccessKeyId, validateAccessKeySecret, validateSecurityToken } from '../../oss/credentials.ts';
import type { ProfileSecret } from '../../profiles/profile.ts';
import { checkInput } from '../../ui/prompts/checkInput.ts';
import {
  isUnanswered,
  type Answer,
  type InputButton,
  type InputCheck,
  type InputQuestion,
  type Prompts,
  type StepInfo,
} from '../../ui/prompts/questions.ts';
import type { Step } from '../../ui/prompts/wizard.ts';

/** Credentials entered so far. */
export interface SecretDraft extends Partial<ProfileSecret> {
  /** Whether the token is asked for although the AccessKey ID does not look like that of a session. */
  readonly asksToken?: boolean;
}

export interface CredentialsQuestion {
  readonly title: string;
  /** Empty boxes keep the stored credentials. */
  readonly keepsSecret: boolean;
}

const ADD_TOKEN = Symbol('add token');
/** Prefixes of AccessKey IDs of STS sessions. https://help.aliyun.com/en/ram/product-overview/what-is-sts */
const SESSION_ID = /^(?:STS|TMP)\./i;
/** Length of an AccessKey secret of an account or a RAM user. */
const SECRET_LENGTH = 30;

/** Asks for an AccessKey ID; a button leads to other credentials. */
export async function askAccessKeyId<B extends symbol = never>(
  prompts: Prompts,
  info: StepInfo,
  draft: SecretDraft,
  { keepsSecret, buttons = [] }: { readonly keepsSecret: boolean; readonly buttons?: readonly InputButton<B>[] },
): Promise<Answer<SecretDraft | NoInfer<B>>> {
  const answer = await prompts.input<B>({
    ...info,
    staysOpen: true,
    buttons,
    prompt: keepsSecret
      ? l10n.t('AccessKey ID (leave empty to keep the current AccessKey)')
      : l10n.t('AccessKey ID of an Alibaba Cloud account, RAM user, or STS session'),
    placeholder: 'LTAI…',
    value: draft.accessKeyId ?? '',
    secret: true,
    check: (text) => (text === '' && keepsSecret ? undefined : checkId(text)),
  });
  if (isUnanswered(answer) || typeof answer === 'symbol') return answer;
  const { accessKeyId: _, ...others } = draft;
  return answer === '' ? others : { ...others, accessKeyId: answer };
}

function checkId(text: string): InputCheck | undefined {
  if (text === '') return { severity: 'error', message: l10n.t('Enter an AccessKey ID.') };
  const wrong = checkInput(validateAccessKeyId, text);
  if (wrong || SESSION_ID.test(text) || text.length !== SECRET_LENGTH || /^LTAI/.test(text)) return wrong;
  return {
    severity: 'warning',
    message: l10n.t('This looks like an AccessKey secret. Enter the AccessKey ID here. The secret comes next.'),
  };
}

/** Questions for the secret of an AccessKey and, for a session, its token. */
export function secretSteps(prompts: Prompts, { title, keepsSecret }: CredentialsQuestion): Step<SecretDraft>[] {
  const ask = async <B extends symbol = never>(
    draft: SecretDraft,
    field: 'accessKeySecret' | 'securityToken',
    question: Omit<InputQuestion<B>, 'check' | 'title'>,
    check: (text: string) => InputCheck | undefined,
  ): Promise<Answer<SecretDraft | NoInfer<B>>> => {
    const answer = await prompts.input<B>({ title, ...question, value: draft[field] ?? '', secret: true, check });
    if (isUnanswered(answer) || typeof answer === 'symbol') return answer;
    const { [field]: _, ...others } = draft;
    return answer === '' ? others : { ...others, [field]: answer };
  };
  const isEntered = ({ accessKeyId }: SecretDraft): boolean => !keepsSecret || accessKeyId !== undefined;
  const needsToken = ({ accessKeyId = '' }: SecretDraft): boolean => SESSION_ID.test(accessKeyId);
  return [
    {
      id: 'secret',
      applies: isEntered,
      ask: async (draft, info) => {
        const addToken = { icon: 'watch', tooltip: l10n.t('Add STS Token'), value: ADD_TOKEN } as const;
        const prompt = l10n.t("AccessKey secret. Stored only in VS Code's secret storage.");
        const buttons = needsToken(draft) ? [] : [addToken];
        const answer = await ask<typeof ADD_TOKEN>(draft, 'accessKeySecret', { ...info, prompt, buttons }, (text) =>
          text === ''
            ? { severity: 'error', message: l10n.t('Enter the AccessKey secret.') }
            : checkInput(validateAccessKeySecret, text),
        );
        if (answer !== ADD_TOKEN) return answer;
        return secretSteps(prompts, { title, keepsSecret })[0]?.ask({ ...draft, asksToken: true }, info);
      },
    },
    {
      id: 'token',
      applies: (draft) => isEntered(draft) && (needsToken(draft) || draft.asksToken === true),
      ask: (draft, info) => {
        const prompt = l10n.t('STS security token of the session');
        return ask(draft, 'securityToken', { ...info, prompt }, (text) => {
          if (text !== '') return checkInput(validateSecurityToken, text);
          return needsToken(draft) ? { severity: 'error', message: l10n.t('Enter the STS token.') } : undefined;
        });
      },
    },
  ];
}

/** Complete secret; `undefined` if the stored one is kept. */
export function completeSecret({
  accessKeyId,
  accessKeySecret,
  securityToken,
}: SecretDraft): ProfileSecret | undefined {
  if (accessKeyId === undefined || accessKeySecret === undefined) return undefined;
  return { accessKeyId, accessKeySecret, ...(securityToken === undefined ? {} : { securityToken }) };
}
