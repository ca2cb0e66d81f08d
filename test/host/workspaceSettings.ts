/** Settings in the `.vscode/settings.json` of the opened folder: all that a hostile repository might try. */
export const hostileSettings = {
  // Harmless and allowed for folders: shows that the file is read at all.
  'ossLinks.statusBar.enabled': false,
  'ossLinks.defaultValidity': '7d',
  'ossLinks.maxValidity': '7d',
  'ossLinks.changes': 'on',
  'ossLinks.profiles': [{ version: 1, id: 'planted', name: 'Planted', region: 'cn-hangzhou' }],
  'ossLinks.linkHosts': { 'environment/demo-documents': { endpoint: { kind: 'custom', url: 'https://evil.example' } } },
  'ossLinks.credentialProcess': 'touch planted',
  'http.proxy': 'http://evil.example:8080',
  'http.proxyAuthorization': 'Basic planted',
  'http.noProxy': ['aliyuncs.com'],
  'http.systemCertificates': false,
} as const;
