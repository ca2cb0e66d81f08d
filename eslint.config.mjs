import tseslint from 'typescript-eslint';
import { importX } from 'eslint-plugin-import-x';

/** Layers: data flows from ui and commands down to the core, never back. Each row: who may not import what, and why. */
const layers = [
  { target: './src/oss', from: './src', except: ['./oss'], message: 'The core uses nothing but itself.' },
  { target: './src/http', from: './src', except: ['./http', './oss'], message: 'The transport knows the core only.' },
  { target: './src', from: './test', message: 'Shipped code never imports tests.' },
  { target: './src/tree', from: './src/commands', message: 'The tree offers targets; commands act on them.' },
  {
    target: './src/links',
    from: ['./src/tree', './src/commands', './src/ui'],
    message: 'Links are made below the UI.',
  },
  {
    target: './src/transfers',
    from: ['./src/tree', './src/commands', './src/ui', './src/profiles'],
    message: 'Transfers know objects and files, not who asks.',
  },
  {
    target: './src/profiles',
    from: ['./src/tree', './src/commands', './src/ui', './src/links'],
    message: 'Profiles are kept below the UI.',
  },
  {
    target: './test/emulator',
    from: './src',
    message: 'The emulator is an independent judge: it checks signatures with ali-oss, never with our signer.',
  },
];

const vscodeTypesOnly = {
  name: 'vscode',
  allowTypeImports: true,
  message: 'vscode is imported for values only in extension.ts, registerCommands.ts, tree/*Provider.ts and ui/.',
};
const undiciInOnePlace = {
  name: 'undici',
  allowTypeImports: false,
  message: 'undici is loaded by src/http/undiciTransport.ts alone.',
};
const restrictedImports = (...paths) => ({ '@typescript-eslint/no-restricted-imports': ['error', { paths }] });

export default tseslint.config(
  { ignores: ['dist/', 'out/', 'coverage/', '.vscode-test/', 'node_modules/'] },
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
      // Packages bring their own; looking through them takes half of the time.
      'import-x/no-cycle': ['error', { ignoreExternal: true }],
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
      'src/commands/registerCommands.ts',
      'src/tree/*Provider.ts',
      'src/ui/**',
      'test/host/**',
    ],
    rules: restrictedImports(undiciInOnePlace),
  },
  { files: ['src/http/undiciTransport.ts', 'test/**'], rules: { '@typescript-eslint/no-restricted-imports': 'off' } },
  {
    files: ['test/**'],
    // mocha's `it` takes async functions; its context is bound with `function`.
    rules: { '@typescript-eslint/no-floating-promises': ['error', { allowForKnownSafeCalls: ['describe', 'it'] }] },
  },
  {
    files: ['**/*.mjs', 'test/bench/**'],
    rules: { 'import-x/no-default-export': 'off', 'no-console': 'off' },
  },
  { files: ['**/*.mjs'], extends: [tseslint.configs.disableTypeChecked] },
);
