import * as l10n from '@vscode/l10n';
import type { TransportError } from '../../oss/errors/errors.ts';
import type { LinkFailure } from './linkFailures.ts';

/** Cause and fix if the host of a link cannot be reached. */
export function unreachedLink({ code }: TransportError, host: string): LinkFailure {
  switch (code) {
    case 'HostNotFound':
      return {
        cause: l10n.t('Host {0} not found.', host),
        fix: l10n.t('Check the host name and your network. A custom domain needs a CNAME record.'),
        step: 'chooseHost',
      };
    case 'Timeout':
      return {
        cause: l10n.t("{0} didn't respond.", host),
        fix: l10n.t('Internal endpoints work only inside Alibaba Cloud. Otherwise, check your network.'),
        step: 'chooseHost',
      };
    case 'TlsError':
      return {
        cause: l10n.t('The certificate of {0} is not trusted, or is for another name.', host),
        fix: l10n.t(
          'Add the certificate of a custom domain in the OSS console. In a company network, install its CA certificate.',
        ),
        step: 'chooseHost',
      };
    case 'ProxyError':
      return {
        cause: l10n.t('The proxy refused the connection to {0}.', host),
        fix: l10n.t('Check http.proxy and its credentials in the settings. The link may work for others.'),
      };
    case 'ConnectionRefused':
      return {
        cause: l10n.t('{0} refused the connection.', host),
        fix: l10n.t('Check the host of the link.'),
        step: 'chooseHost',
      };
    case 'ProtocolError':
      return {
        cause: l10n.t("The server at {0} doesn't speak HTTP.", host),
        fix: l10n.t('Check the host of the link.'),
        step: 'chooseHost',
      };
    case 'ConnectionReset':
    case 'BodyTruncated':
    case 'ConnectionFailed':
      return {
        cause: l10n.t('The connection to {0} broke off.', host),
        fix: l10n.t('Check again. A firewall or proxy may block the connection.'),
      };
  }
}

/** Cause and fix for a link that redirects. */
export function redirectedLink(host: string): LinkFailure {
  return {
    cause: l10n.t('The link is redirected to {0}.', host),
    fix: l10n.t(
      "Check the link's host. The redirect was not followed because a signature is valid only for its own host.",
    ),
    step: 'chooseHost',
  };
}

/** Cause and fix for a link that returns a page of another server. */
export function foreignPage(host: string): LinkFailure {
  return {
    cause: l10n.t('{0} returned a web page instead of an OSS response.', host),
    fix: l10n.t("Check your network and the link's host. A proxy or sign-in page may have answered."),
  };
}
