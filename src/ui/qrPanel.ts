import { randomUUID } from 'node:crypto';
import * as l10n from '@vscode/l10n';
import * as v from 'valibot';
import * as vscode from 'vscode';

/** A link to be shown as a QR code. */
export interface QrLink {
  readonly url: string;
  /** Of the object. */
  readonly name: string;
  /** Words for when it ends. */
  readonly expires: string;
}

/** Shows links as QR codes. */
export interface QrCodes {
  /** Throws an `InvalidInputError` where a link is too long. */
  show(link: QrLink): Promise<void>;
}

const messageSchema = v.object({ save: v.picklist(['svg', 'png']) });

/** A panel for each code; it is gone when it is closed. What fails when it is saved goes to `failed`. */
export function qrPanels(failed: (error: unknown) => void): QrCodes {
  return {
    async show({ url, name, expires }) {
      const [{ qrCodeOf, qrSvg }, { qrPng }, { qrPage }] = await Promise.all([
        import('../links/qr/qrCode.ts'),
        import('../links/qr/qrPng.ts'),
        import('./qrPage.ts'),
      ]);
      const code = qrCodeOf(url);
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
        saveAs(`${name}.${save}`, bytes).catch(failed);
      });
      panel.webview.html = qrPage({ code, name, expires, nonce: randomUUID() });
    },
  };
}

async function saveAs(name: string, bytes: Uint8Array): Promise<void> {
  const [folder] = vscode.workspace.workspaceFolders ?? [];
  const safeName = name.replaceAll(/[/\\]/g, '_');
  const target = await vscode.window.showSaveDialog({
    ...(folder && { defaultUri: vscode.Uri.joinPath(folder.uri, safeName) }),
    filters: name.endsWith('.svg') ? { SVG: ['svg'] } : { PNG: ['png'] },
  });
  if (target) await vscode.workspace.fs.writeFile(target, bytes);
}
