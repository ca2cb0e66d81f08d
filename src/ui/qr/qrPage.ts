import * as l10n from '@vscode/l10n';
import { htmlText } from '../../links/formats/markup.ts';
import { qrSvg, type QrCode } from '../../links/qr/qrCode.ts';

export interface QrPage {
  readonly code: QrCode;
  /** Name of the object. */
  readonly name: string;
  /** Text with the expiry of the link. */
  readonly expires: string;
  /** Random value; only scripts and styles with it are used. */
  readonly nonce: string;
}

/** HTML page of a QR code with name, expiry and save buttons. It loads nothing. */
export function qrPage({ code, name, expires, nonce }: QrPage): string {
  const policy = `default-src 'none'; style-src 'nonce-${nonce}'; script-src 'nonce-${nonce}'`;
  const { modules } = code;
  const warning = code.isDense
    ? l10n.t(
        "The link is long, so the code has {0} × {0} modules and some phones can't read it. Enlarge it, or use a profile without a token.",
        modules,
      )
    : undefined;
  return `<!DOCTYPE html>
<html>
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<style nonce="${nonce}">
  body { display: flex; flex-direction: column; align-items: center; gap: 12px; padding: 24px; text-align: center; }
  svg { width: min(70vh, 90vw, 640px); }
  h1 { font-size: 1.2em; margin: 0; overflow-wrap: anywhere; }
  p { margin: 0; max-width: 60ch; }
  .warning { color: var(--vscode-editorWarning-foreground); }
  button { border: 1px solid var(--vscode-button-border, transparent); border-radius: 2px; padding: 4px 12px;
    color: var(--vscode-button-foreground); background: var(--vscode-button-background); cursor: pointer; }
  button:hover { background: var(--vscode-button-hoverBackground); }
  button:focus-visible { outline: 1px solid var(--vscode-focusBorder); outline-offset: 2px; }
</style>
</head>
<body>
<div role="img" aria-label="${htmlText(l10n.t('QR code of the download link for {0}', name))}">${qrSvg(code)}</div>
<h1>${htmlText(name)}</h1>
<p>${htmlText(l10n.t('Download link, expires at {0}. Anyone who scans it can use it.', expires))}</p>
${warning === undefined ? '' : `<p class="warning">${htmlText(warning)}</p>`}
<p>
  <button id="svg">${htmlText(l10n.t('Save as SVG…'))}</button>
  <button id="png">${htmlText(l10n.t('Save as PNG…'))}</button>
</p>
<script nonce="${nonce}">
  const host = acquireVsCodeApi();
  for (const button of document.querySelectorAll('button')) {
    button.addEventListener('click', () => host.postMessage({ save: button.id }));
  }
</script>
</body>
</html>`;
}
