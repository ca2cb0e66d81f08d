/** Patterns of secrets that no published file may contain, by kind. Tests plant one of each. */
const secretPatterns = {
  'an AccessKey ID of Alibaba Cloud': /\bLTAI[A-Za-z0-9]{12,26}\b/,
  'a temporary AccessKey ID of Alibaba Cloud': /\bSTS\.[A-Za-z0-9]{16,}\b/,
  'an AccessKey ID of AWS': /\b(?:AKIA|ASIA)[A-Z0-9]{16}\b/,
  'a signature of a presigned URL': /[?&](?:x-oss-signature=[0-9a-f]{64}\b|Signature=[A-Za-z0-9+/%]{27,})/i,
  'a security token': /security-?token=[A-Za-z0-9+/%]{32,}/i,
  'a secret with its name': /secret["']?\s*[:=]\s*["'][A-Za-z0-9+/]{30,}={0,2}["']/i,
  'a private key': /-----BEGIN (?:[A-Z]+ )*PRIVATE KEY-----\s*[A-Za-z0-9+/]{16}/,
  'a token of GitHub': /\b(?:gh[oprsu]_[A-Za-z0-9]{36}|github_pat_\w{40})/,
  'a token of npm': /\bnpm_[A-Za-z0-9]{36}\b/,
  'a token of Open VSX': /\bovsxat_[\w-]{20,}/,
  'a JSON Web Token': /\beyJ[\w-]{10,}\.eyJ[\w-]{10,}\.[\w-]{10,}/,
};

/** Kinds of secrets in a text. */
export function findSecrets(text) {
  return Object.entries(secretPatterns).flatMap(([kind, pattern]) => (pattern.test(text) ? [kind] : []));
}
