export { can, demand, PERMISSIONS, type Permission, type Subject } from './permissions.ts'
