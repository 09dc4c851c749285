-- The language server of nefc, and the commands of its lenses.
local M = {}

local function program() return vim.g.nefc_path or "nefc" end

-- start serves a buffer. All buffers of a folder have one server.
function M.start(buffer)
  local name = vim.api.nvim_buf_get_name(buffer)
  local root = vim.fn.fnamemodify(vim.fn.finddir(".git", vim.fn.fnamemodify(name, ":p:h") .. ";"), ":p:h:h")
  if root == "" or root == "." then root = vim.fn.fnamemodify(name, ":p:h") end
  for _, client in pairs(vim.lsp.get_active_clients()) do
    if client.name == "nefc" and client.config.root_dir == root then return vim.lsp.buf_attach_client(buffer, client.id) end
  end
  local id = vim.lsp.start_client({ name = "nefc", cmd = { program(), "lsp" }, root_dir = root })
  if id then vim.lsp.buf_attach_client(buffer, id) end
end

-- terminal does something with a saved model, below it.
local function terminal(words)
  vim.cmd("silent update | botright 12split | terminal " .. table.concat(vim.tbl_map(vim.fn.shellescape, words), " "))
end

local function command(name, arguments)
  vim.lsp.commands["nefc." .. name] = function(lens)
    local uri, about = unpack(lens.arguments)
    terminal(vim.list_extend({ program() }, arguments(vim.uri_to_fname(uri), about)))
  end
end

command("run", function(file, about) return { "run", "--only", about.experiment, file } end)
command("test", function(file) return { "test", file } end)
command("live", function(file) return { "live", file } end)
command("tuning", function(file, about) return { "tuning", file, about.object } end)
command("weights", function(file, about) return { "eval", file, about.object .. ".weights" } end)

return M
