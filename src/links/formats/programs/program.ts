import type { FormattedLink, LinkFormat } from '../format.ts';
import { headersToSend } from '../signedHeaders.ts';

/** A program in one language: what it is called, and how it is written for a download and for an upload. */
interface Program extends Pick<LinkFormat, 'id' | 'label' | 'languageId'> {
  readonly download?: (link: FormattedLink) => string;
  readonly upload?: (link: FormattedLink) => string;
}

/** A format of the methods that a program was written for. */
export function createProgram({ download, upload, ...names }: Program): LinkFormat {
  return {
    ...names,
    group: 'program',
    single: true,
    methods: [
      ...(download === undefined ? [] : (['GET'] as const)),
      ...(upload === undefined ? [] : (['PUT'] as const)),
    ],
    render: (link) => ((link.method === 'GET' ? download : upload)?.(link) ?? '').trim(),
  };
}

/** What `write` makes of each header that a request has to carry, one after the other. */
export function renderHeaders(link: FormattedLink, write: (name: string, value: string) => string): string {
  return headersToSend(link)
    .map(([name, value]) => write(name, value))
    .join('');
}
