import { hash } from 'node:crypto';
import { htmlText } from '../formats/markup.ts';
import type { FileRequest } from './fileRequest.ts';
import { describeMoment, describeSize } from './page/describe.ts';
import type { PageData } from './page/pageData.ts';
import { filled, pageTexts } from './pageTexts.ts';

/** Script and styles of the page. */
export interface PageSources {
  readonly script: string;
  readonly styles: string;
}

/** Maximum page size. Mail programs and messengers start to refuse larger pages. */
export const MAX_PAGE_BYTES = 40 * 1024;

/**
 * Page that sends files for a request: one HTML file that works from disk and loads nothing. It connects to the bucket
 * only, and runs only its own script.
 */
export function uploadPage(request: FileRequest, { script, styles }: PageSources): string {
  const { url, folder, language, types, maxBytes, minBytes, note, expiration } = request;
  const { markup: texts, script: scriptTexts } = pageTexts[language];
  const { origin, host } = new URL(url);
  const data: PageData = {
    prefix: folder,
    minBytes,
    maxBytes,
    keepsBoth: request.sameName === 'keepBoth',
    plainFields: request.plainFields,
    expiresMs: expiration.getTime(),
    language,
    texts: scriptTexts,
    ...(types && { types }),
  };
  const policy = [
    "default-src 'none'",
    `script-src ${hashSource(script)}`,
    `style-src ${hashSource(styles)}`,
    `connect-src ${origin}`,
    `form-action ${origin}`,
    `frame-src ${origin}`,
    "base-uri 'none'",
  ].join('; ');
  const limits = [
    texts.anyNumberOfFiles,
    filled(texts.maxSize, describeSize(maxBytes, language)),
    ...(minBytes > 0 ? [filled(texts.minSize, describeSize(minBytes, language))] : []),
    ...(types ? [filled(texts.kinds, Object.keys(types).join(', '))] : []),
  ];
  // Shown without a script. With one, the page uses the sender's time zone.
  const expires = `<time id="expires" datetime="${expiration.toISOString()}">${htmlText(describeMoment(expiration, language, 'UTC'))}</time>`;
  return `<!DOCTYPE html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${htmlText(policy)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="robots" content="noindex">
<title>${htmlText(texts.title)}</title>
<style>${styles}</style>
</head>
<body>
<main>
<h1>${htmlText(texts.title)}</h1>
<p id="expired" class="alert" role="alert" hidden></p>
${note === undefined ? '' : `<figure><figcaption>${htmlText(texts.note)}</figcaption><blockquote>${htmlText(note)}</blockquote></figure>\n`}<ul class="limits">
${limits.map((limit) => `<li>${htmlText(limit)}</li>\n`).join('')}<li>${filled(htmlText(texts.expires), expires)} <span id="left" role="timer"></span></li>
</ul>
<p id="no-script" class="alert">${htmlText(types ? texts.noScriptKinds : texts.noScript)}</p>
<form id="form" method="post" enctype="multipart/form-data" action="${htmlText(url)}">
${hiddenInputs(request)}
<div id="drop">
<label for="file">${htmlText(texts.choose)}</label>
<p id="or">${htmlText(texts.orDrop)}</p>
<input type="file" id="file" name="file" required aria-describedby="or">
</div>
<button id="send">${htmlText(texts.send)}</button>
</form>
<section id="files" aria-labelledby="heading" hidden>
<header><h2 id="heading">${htmlText(texts.files)}</h2><p id="summary"></p></header>
<p id="hint" hidden></p>
<ul id="list"></ul>
</section>
<p id="status" class="said" role="status"></p>
<p class="foot">${htmlText(filled(texts.receiver, host))}<br>${htmlText(texts.trustNote)}</p>
</main>
<script type="application/json" id="data">${scriptSafe(JSON.stringify(data))}</script>
<script>${script}</script>
</body>
</html>
`;
}

/** Fields of the form. OSS inserts the file name into the key if no script does. */
function hiddenInputs({ fields, folder }: FileRequest): string {
  return Object.entries({ key: `${folder}\${filename}`, ...fields })
    .map(([name, value]) => `<input type="hidden" name="${htmlText(name)}" value="${htmlText(value)}">`)
    .join('\n');
}

/** JSON without characters that would end a script or start a comment in HTML. */
function scriptSafe(json: string): string {
  return json.replaceAll('<', '\\u003c');
}

/** Source for a policy that allows exactly this text to run. */
function hashSource(text: string): string {
  return `'sha256-${hash('sha256', text, 'base64')}'`;
}
