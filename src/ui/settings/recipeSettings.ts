import * as vscode from 'vscode';
import { SETTINGS } from '../../ids.ts';
import { defaultRecipes, openSetting } from './configuration.ts';
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
    const folder = found?.workspaceFolderValue ?? {};
    return {
      user: found?.globalValue,
      workspace: { ...(found?.workspaceValue ?? {}), ...folder },
      defaults: defaultRecipes(),
    };
  },

  async save(name, recipe) {
    const configuration = vscode.workspace.getConfiguration();
    const present = configuration.inspect<object>(SETTINGS.recipes)?.globalValue ?? {};
    await configuration.update(SETTINGS.recipes, { ...present, [name]: recipe }, vscode.ConfigurationTarget.Global);
  },

  openSettings: () => openSetting(SETTINGS.recipes),
};
