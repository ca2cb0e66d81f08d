import * as l10n from '@vscode/l10n';
import { endpointForRegion, type EndpointKind } from '../../oss/hosts/endpoint.ts';
import type { Choice } from '../../ui/prompts/questions.ts';

/** The kinds of endpoint that a region has, each with its URL. */
export function endpointKindChoices(region: string): readonly Choice<EndpointKind>[] {
  const accelerationDetail = l10n.t('For buckets with transfer acceleration switched on');
  const kinds: readonly (readonly [kind: EndpointKind, label: string, detail: string])[] = [
    ['public', l10n.t('Public'), l10n.t('Works from everywhere')],
    ['internal', l10n.t('Internal'), l10n.t('Works inside Alibaba Cloud in the same region only, links too')],
    ['dualstack', l10n.t('Dual-stack'), l10n.t('IPv4 and IPv6')],
    ['accelerate', l10n.t('Acceleration'), accelerationDetail],
    ['accelerate-overseas', l10n.t('Acceleration outside mainland China'), accelerationDetail],
  ];
  return kinds.flatMap(([value, label, detail]): Choice<EndpointKind>[] => {
    try {
      return [{ label, description: endpointForRegion(region, value), detail, value }];
    } catch {
      // The region has no endpoint of that kind: it is not offered.
      return [];
    }
  });
}
