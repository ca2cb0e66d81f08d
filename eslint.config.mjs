import tseslint from 'typescript-eslint';
import { importX } from 'eslint-plugin-import-x';

/** Folders of features in their order: each may use those before it, never those behind it. */
const features = [
  'targets',
  'check',
  'profiles',
  'diagnostics',
  'hosts',
  'transfers',
  'copy',
  ['explorer', 'bulk', 'issued', 'workspaceFiles', 'chat'],
  'requests',
  ['inspector', 'quickCopy', 'arrange'],
  'documents',
  'api',
];

/** Rooms that domain folders may use: no UI, no feature, and of each other only what is named. */
const domain = (folder, ...uses) => ({
  target: `./src/${folder}`,
  from: './src',
  except: [folder, ...uses, 'ids.ts', 'emitter.ts', 'stored.ts'].map((name) => `./${name}`),
  message: `src/${folder} may use ${['itself', ...uses].join(', ')}, ids.ts, emitter.ts and stored.ts only.`,
});

/** The floors of the house, from the core up. Each row: who may not import what, and why. */
const layers = [
  { target: './src/oss', from: './src', except: ['./oss'], message: 'The core uses nothing but itself.' },
  { target: './src/http', from: './src', except: ['./http', './oss'], message: 'The transport knows the core only.' },
  domain('text', 'oss'),
  domain('profiles', 'oss', 'http', 'text'),
  domain('links', 'oss', 'text', 'profiles'),
  domain('transfers', 'oss', 'text', 'links'),
  domain('tree', 'oss', 'text', 'profiles', 'links'),
  domain('cli', 'oss', 'text', 'profiles'),
  {
    target: [
      './src/ui',
      './src/features',
      './src/commands.ts',
      './src/register.ts',
      './src/createExtension.ts',
      './src/extension.ts',
    ],
    from: './src/cli',
    message: 'The command line is a program of its own.',
  },
  {
    target: './src/ui',
    from: [
      './src/features',
      './src/commands.ts',
      './src/register.ts',
      './src/createExtension.ts',
      './src/extension.ts',
    ],
    message: 'Adapters to VS Code know no feature.',
  },
  {
    target: './src/features',
    from: ['./src/commands.ts', './src/register.ts', './src/createExtension.ts', './src/extension.ts'],
    message: 'Features are composed above them.',
  },
  ...features.map((level, index) => ({
    target: [level].flat().map((name) => `./src/features/${name}`),
    from: './src/features',
    except: [
      './services.ts',
      ...features
        .slice(0, index + 1)
        .flat()
        .map((name) => `./${name}`),
    ],
    message: `A feature uses features below it only: ${features.slice(0, index).flat().join(', ') || 'none'}.`,
  })),
  ...features.filter(Array.isArray).flatMap((level) =>
    level.map((name) => ({
      target: `./src/features/${name}`,
      from: level.filter((other) => other !== name).map((other) => `./src/features/${other}`),
      message: `${level.join(', ')} stand beside each other and do not use each other.`,
    })),
  ),
  { target: './src', from: './test', message: 'Shipped code never imports tests.' },
  {
    target: './test/emulator',
    from: './src',
    message: 'The emulator is an independent judge: it checks signatures with ali-oss, never with our signer.',
  },
];

const vscodeTypesOnly = {
  name: 'vscode',
  allowTypeImports: true,
  message:
    'vscode is imported for values only in extension.ts, register.ts, createExtension.ts, ui/ and *View.ts, *Provider.ts, *StatusBar.ts, register*.ts of a feature.',
};
const undiciInOnePlace = {
  name: 'undici',
  allowTypeImports: false,
  message: 'undici is loaded by src/http/undiciTransport.ts alone.',
};
const restrictedImports = (...paths) => ({ '@typescript-eslint/no-restricted-imports': ['error', { paths }] });

export default tseslint.config(
  { ignores: ['dist/', 'dist-core/', 'out/', 'coverage/', '.vscode-test/', 'node_modules/'] },
  ...tseslint.configs.strictTypeChecked,
  {
    plugins: { 'import-x': importX },
    settings: {
      'import-x/extensions': ['.ts', '.mjs', '.js'],
      // Without its own parser it reads no imports of TypeScript files, and finds no cycle.
      'import-x/parsers': { '@typescript-eslint/parser': ['.ts'] },
      'import-x/resolver': { node: { extensions: ['.ts', '.mjs', '.js'] } },
    },
    languageOptions: {
      parserOptions: { projectService: { allowDefaultProject: ['*.mjs', 'scripts/*.mjs'] } },
    },
    rules: {
      eqeqeq: 'error',
      // `const { secret: _, ...record } = …` is how a property is left out.
      '@typescript-eslint/no-unused-vars': ['error', { ignoreRestSiblings: true }],
      'no-console': 'error',
      'import-x/no-default-export': 'error',
      'import-x/no-restricted-paths': ['error', { zones: layers }],
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'separate-type-imports' }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      ...restrictedImports(vscodeTypesOnly, undiciInOnePlace),
    },
  },
  {
    files: ['src/oss/**'],
    rules: restrictedImports(
      { ...vscodeTypesOnly, allowTypeImports: false, message: 'The core stays usable without VS Code.' },
      undiciInOnePlace,
    ),
  },
  {
    files: [
      'src/extension.ts',
      'src/register.ts',
      'src/createExtension.ts',
      'src/features/**/*{View,Provider,StatusBar}.ts',
      'src/features/**/register*.ts',
      'src/ui/**',
      'test/host/**',
    ],
    rules: restrictedImports(undiciInOnePlace),
  },
  { files: ['src/http/undiciTransport.ts', 'test/**'], rules: { '@typescript-eslint/no-restricted-imports': 'off' } },
  {
    files: ['test/**'],
    rules: {
      // mocha's `it` takes async functions; its context is bound with `function`.
      '@typescript-eslint/no-floating-promises': ['error', { allowForKnownSafeCalls: ['describe', 'it'] }],
      'no-restricted-syntax': [
        'error',
        {
          selector: 'CallExpression[callee.object.name="fc"][callee.property.name="assert"][arguments.length=1]',
          message:
            'Properties are tried as propertyRuns says: always with the same values, and with new ones by test:fuzz.',
        },
      ],
    },
  },
  {
    files: ['**/*.mjs', 'test/bench/**'],
    rules: { 'import-x/no-default-export': 'off', 'no-console': 'off' },
  },
  { files: ['**/*.mjs'], extends: [tseslint.configs.disableTypeChecked] },
);
