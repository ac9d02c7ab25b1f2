// Memory is set before the program is loaded, since loading fills the nursery: hence the program comes by import().
import './memory.ts'

await import('./commands.ts')
