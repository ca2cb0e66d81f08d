import * as l10n from '@vscode/l10n';
import { validateAccessKeyId, validateAccessKeySecret, validateSecurityToken } from '../../oss/credentials.ts';
import type { ProfileSecret } from '../../profiles/profile.ts';
import { checkInput } from '../../ui/prompts/checkInput.ts';
import { isUnanswered, type Answer, type StepInfo, type Prompts } from '../../ui/prompts/questions.ts';
import type { Step } from '../../ui/prompts/wizard.ts';

/** Credentials entered so far. */
export type SecretDraft = Partial<ProfileSecret>;

export interface CredentialsQuestion {
  readonly title: string;
  /** Empty boxes keep the stored credentials. */
  readonly keepsSecret: boolean;
}

/** Questions for an AccessKey and its STS token. */
export function credentialSteps(prompts: Prompts, { title, keepsSecret }: CredentialsQuestion): Step<SecretDraft>[] {
  const keep = keepsSecret ? l10n.t('Leave empty to keep the present one.') : undefined;
  const accessKeyPrompt = l10n.t('AccessKey ID of an account, a RAM user or a role session (STS).');
  const ask = async (
    draft: SecretDraft,
    info: Omit<StepInfo, 'title'>,
    box: { field: keyof SecretDraft; prompt: string; validate: (text: string) => void; optional: boolean },
  ): Promise<Answer<SecretDraft>> => {
    const answer = await prompts.input({
      title,
      ...info,
      prompt: box.prompt,
      value: draft[box.field] ?? '',
      secret: true,
      check: (text) => (text === '' && box.optional ? undefined : checkInput(box.validate, text)),
    });
    if (isUnanswered(answer)) return answer;
    const { [box.field]: _, ...others } = draft;
    return answer === '' ? others : { ...others, [box.field]: answer };
  };
  const isGiven = ({ accessKeyId }: SecretDraft): boolean => !keepsSecret || accessKeyId !== undefined;
  return [
    {
      ask: (draft, info) =>
        ask(draft, info, {
          field: 'accessKeyId',
          prompt: keep === undefined ? accessKeyPrompt : `${accessKeyPrompt} ${keep}`,
          validate: validateAccessKeyId,
          optional: keepsSecret,
        }),
    },
    {
      applies: isGiven,
      ask: (draft, info) =>
        ask(draft, info, {
          field: 'accessKeySecret',
          prompt: l10n.t('AccessKey secret. It is kept in the secret storage of VS Code and nowhere else.'),
          validate: validateAccessKeySecret,
          optional: false,
        }),
    },
    {
      applies: isGiven,
      ask: (draft, info) =>
        ask(draft, info, {
          field: 'securityToken',
          prompt: l10n.t('STS security token of temporary credentials. Leave it empty for a lasting AccessKey.'),
          validate: validateSecurityToken,
          optional: true,
        }),
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
