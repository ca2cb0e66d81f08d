import { randomUUID } from 'node:crypto';
import * as l10n from '@vscode/l10n';
import * as v from 'valibot';
import * as vscode from 'vscode';
import { safeFileName } from '../../text/fileNames.ts';
import { createQrCode, qrSvg } from '../../links/qr/qrCode.ts';
import { qrPng } from '../../links/qr/qrPng.ts';
import { privateFolder, writeSecretFile } from '../files/localFolders.ts';
import { qrPage } from './qrPage.ts';

/** A link shown as a QR code. */
export interface QrLink {
  readonly url: string;
  /** Name of the object. */
  readonly name: string;
  /** Text with the expiry of the link. */
  readonly expires: string;
}

const messageSchema = v.object({ save: v.picklist(['svg', 'png']) });

/** Opens a panel with a link's QR code. Throws `InvalidInputError` if the link is too long. */
export function showQrPanel({ url, name, expires }: QrLink, failed: (error: unknown) => void): void {
  const code = createQrCode(url);
  const panel = vscode.window.createWebviewPanel(
    'ossLinks.qrCode',
    l10n.t('QR code · {0}', name),
    vscode.ViewColumn.Active,
    { enableScripts: true, localResourceRoots: [] },
  );
  panel.webview.onDidReceiveMessage((message: unknown) => {
    const wanted = v.safeParse(messageSchema, message);
    if (!wanted.success) return;
    const { save } = wanted.output;
    const bytes = save === 'svg' ? Buffer.from(qrSvg(code)) : qrPng(code);
    saveAs(`${safeFileName(name)}.${save}`, bytes).catch(failed);
  });
  panel.webview.html = qrPage({ code, name, expires, nonce: randomUUID() });
}

async function saveAs(name: string, bytes: Uint8Array): Promise<void> {
  const target = await vscode.window.showSaveDialog({
    defaultUri: vscode.Uri.joinPath(privateFolder(), name),
    filters: name.endsWith('.svg') ? { SVG: ['svg'] } : { PNG: ['png'] },
  });
  if (target) await writeSecretFile(target, bytes);
}
