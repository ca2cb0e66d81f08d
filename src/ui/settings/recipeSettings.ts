import * as v from 'valibot';
import * as vscode from 'vscode';
import { SETTINGS } from '../../ids.ts';
import { openSetting } from './configuration.ts';
import type { RecipeRecord, RecipeSettings } from '../../links/recipes/recipes.ts';

/** Recipes in the settings, the user's and the workspace's separately. */
export interface RecipeStore {
  read(): RecipeSettings;
  /** Saves a recipe in the user's settings, replacing the one of that name. */
  save(name: string, recipe: RecipeRecord): Promise<void>;
  openSettings(): Promise<void>;
}

/** Recipes of VS Code's settings. */
export const recipeSettings: RecipeStore = {
  read() {
    const configuration = vscode.workspace.getConfiguration();
    const found = configuration.inspect<unknown>(SETTINGS.recipes);
    const defaults = v.safeParse(v.record(v.string(), v.string()), configuration.get(SETTINGS.defaultRecipe));
    const folder = found?.workspaceFolderValue ?? {};
    return {
      user: found?.globalValue,
      workspace: { ...(found?.workspaceValue ?? {}), ...folder },
      defaults: defaults.success ? defaults.output : {},
    };
  },

  async save(name, recipe) {
    const configuration = vscode.workspace.getConfiguration();
    const present = configuration.inspect<object>(SETTINGS.recipes)?.globalValue ?? {};
    await configuration.update(SETTINGS.recipes, { ...present, [name]: recipe }, vscode.ConfigurationTarget.Global);
  },

  openSettings: () => openSetting(SETTINGS.recipes),
};
