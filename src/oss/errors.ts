/** A value that fills a place of a message template. */
export type MessageArgument = string | number;

/** Fills the places `{0}`, `{1}`, … of a message template. */
export function formatMessage(template: string, args: readonly MessageArgument[]): string {
  return template.replace(/\{(\d+)\}/g, (place, index: string) => String(args[Number(index)] ?? place));
}

/**
 * Input that cannot be used, found before anything was signed or sent.
 * `field` names what is wrong; `template` and `args` are `message` in parts, so that a UI can translate it.
 */
export class InvalidInputError extends Error {
  readonly code = 'InvalidInput';
  readonly field: string;
  readonly template: string;
  readonly args: readonly MessageArgument[];

  constructor(field: string, template: string, args: readonly MessageArgument[] = [], options?: ErrorOptions) {
    super(formatMessage(template, args), options);
    this.name = 'InvalidInputError';
    this.field = field;
    this.template = template;
    this.args = args;
  }
}
