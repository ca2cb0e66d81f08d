import { type FormattedLink, type LinkFormat, headersToSend } from '../format.ts';

/** A program in one language, for downloads, uploads or both. */
interface Program extends Pick<LinkFormat, 'id' | 'label' | 'languageId'> {
  readonly download?: (link: FormattedLink) => string;
  readonly upload?: (link: FormattedLink) => string;
}

/** Format for the methods that the program supports. */
export function createProgram({ download, upload, ...names }: Program): LinkFormat {
  return {
    ...names,
    group: 'program',
    single: true,
    methods: [
      ...(download === undefined ? [] : (['GET'] as const)),
      ...(upload === undefined ? [] : (['PUT'] as const)),
    ],
    render: (link) => ({ GET: download, PUT: upload })[link.method]?.(link).trim() ?? '',
  };
}

/** Concatenated text that `write` returns for each header to send. */
export function renderHeaders(link: FormattedLink, write: (name: string, value: string) => string): string {
  return headersToSend(link)
    .map(([name, value]) => write(name, value))
    .join('');
}
