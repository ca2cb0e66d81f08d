import * as l10n from '@vscode/l10n';
import type { TransportError } from '../../oss/errors/errors.ts';
import type { LinkFailure } from './linkFailures.ts';

/** Cause and fix if the host of a link cannot be reached. */
export function unreachedLink({ code }: TransportError, host: string): LinkFailure {
  switch (code) {
    case 'HostNotFound':
      return {
        cause: l10n.t('The host {0} is unknown.', host),
        fix: l10n.t('Check its name and your network. A custom domain needs a CNAME record.'),
        step: 'chooseHost',
      };
    case 'Timeout':
      return {
        cause: l10n.t('{0} did not answer in time.', host),
        fix: l10n.t('Internal endpoints can be reached inside Alibaba Cloud only; else check your network.'),
        step: 'chooseHost',
      };
    case 'TlsError':
      return {
        cause: l10n.t('The certificate of {0} is not trusted, or is for another name.', host),
        fix: l10n.t('Add the certificate of a custom domain in the OSS console. In a company network install its CA.'),
        step: 'chooseHost',
      };
    case 'ProxyError':
      return {
        cause: l10n.t('The proxy did not open the way to {0}.', host),
        fix: l10n.t('Check http.proxy and its credentials in the settings; for others the link may work.'),
      };
    case 'ConnectionRefused':
      return {
        cause: l10n.t('Nothing answers at {0}.', host),
        fix: l10n.t('Check the host of the link.'),
        step: 'chooseHost',
      };
    case 'ProtocolError':
      return {
        cause: l10n.t('What answers at {0} does not speak HTTP.', host),
        fix: l10n.t('Check the host of the link.'),
        step: 'chooseHost',
      };
    case 'ConnectionReset':
    case 'BodyTruncated':
    case 'ConnectionFailed':
      return {
        cause: l10n.t('The connection to {0} broke off.', host),
        fix: l10n.t('Check again; a firewall or proxy may stand in the way.'),
      };
  }
}

/** Cause and fix for a link that redirects. */
export function redirectedLink(host: string): LinkFailure {
  return {
    cause: l10n.t('The link is redirected to {0}.', host),
    fix: l10n.t('It was not followed, since a signature counts for its own host alone. Check the host of the link.'),
    step: 'chooseHost',
  };
}

/** Cause and fix for a link that returns a page of somebody else. */
export function foreignPage(host: string): LinkFailure {
  return {
    cause: l10n.t('What answers at {0} is a web page and not OSS.', host),
    fix: l10n.t('A proxy or a sign-in page may stand in between. Check the network and the host of the link.'),
  };
}
