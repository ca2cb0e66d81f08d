import { nodejs } from '../../../../src/links/formats/programs/nodejs.ts';
import { nodejs as prepare } from '../../../formats/runners.ts';
import { describeRuns } from '../../../formats/scenarios.ts';

describe('a program', () => {
  describeRuns(nodejs, prepare);
});
