import { execFile } from "node:child_process";
import * as vscode from "vscode";

/** The program, as the settings name it. */
export function program(): string {
  return vscode.workspace.getConfiguration("nefc").get<string>("path")?.trim() || "nefc";
}

/** What a run of nefc came to. */
export interface Outcome {
  ok: boolean;
  missing: boolean; // the program is not there
  text: string; // what it printed: results if it went well, else what was wrong
}

/** Runs nefc in a folder and waits for it. */
export function call(args: string[], cwd?: string): Promise<Outcome> {
  return new Promise((resolve) => {
    execFile(program(), args, { cwd, maxBuffer: 64 << 20 }, (error, stdout, stderr) => {
      const missing = (error as NodeJS.ErrnoException | null)?.code === "ENOENT";
      resolve({ ok: !error, missing, text: error ? stderr.trim() || error.message : stdout });
    });
  });
}

/** Tells that the program is not there, and the two ways out. */
export async function tellMissing(): Promise<void> {
  const settings = "Set its place";
  const install = "How to install it";
  const chosen = await vscode.window.showErrorMessage(
    `nefc is not there: no program "${program()}" is on the path. Install it, or set nefc.path to its file.`, settings, install);
  if (chosen === settings) {
    await vscode.commands.executeCommand("workbench.action.openSettings", "nefc.path");
  } else if (chosen === install) {
    await vscode.commands.executeCommand("workbench.action.openWalkthrough", "nefc.nefc#start");
  }
}
